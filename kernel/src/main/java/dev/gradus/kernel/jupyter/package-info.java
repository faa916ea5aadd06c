/// The Jupyter front end: a server, one handler for each request, comms and history.
@NullMarked
package dev.gradus.kernel.jupyter;

import org.jspecify.annotations.NullMarked;
