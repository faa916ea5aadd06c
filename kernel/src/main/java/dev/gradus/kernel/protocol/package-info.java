/// The Jupyter messages: their JSON, their signature, their frames on the wire.
@NullMarked
package dev.gradus.kernel.protocol;

import org.jspecify.annotations.NullMarked;
