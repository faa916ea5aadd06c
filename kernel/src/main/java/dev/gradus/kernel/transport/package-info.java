/// The five ZeroMQ sockets of a kernel, each owned by one thread.
@NullMarked
package dev.gradus.kernel.transport;

import org.jspecify.annotations.NullMarked;
