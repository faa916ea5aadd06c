/// Benchmarks of single kernels and training steps for JMH, and a guard that notices when a kernel
/// has fallen far below the speed it had.
@NullMarked
package dev.gradus.bench;

import org.jspecify.annotations.NullMarked;
