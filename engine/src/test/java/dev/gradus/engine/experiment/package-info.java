/// What the course's texts say about training, as small experiments. They print what they measure;
/// where an effect is not seen, the test asserts what holds and says so.
@NullMarked
package dev.gradus.engine.experiment;

import org.jspecify.annotations.NullMarked;
