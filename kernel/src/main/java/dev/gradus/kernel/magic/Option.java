package dev.gradus.kernel.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An option `--name value` (or a flag `--name`, for a boolean component) of a magic. The name is
/// the component's name with `-` before capitals in lower case: `clipNorm` is `--clip-norm`.
///
/// Values follow the rules of [Arg].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /// One line for help.
  String value();

  /// A short form without its `-`, as `n`; empty for none.
  String letter() default "";

  /// The default, as it would be written; empty means null (or false for a flag).
  String byDefault() default "";

  /// For an option that names one of a fixed set: the set, for completion and errors.
  String[] choices() default {};
}
