package dev.gradus.kernel.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A positional argument of a magic: a component of its options record, in order.
///
/// The word is a Java expression without blanks (a variable, a literal, a call), evaluated where
/// the magic stands, unless the component's type is `String`, an enum, `Path` or a list of strings:
/// then the word is taken as it is, and `{expression}` is evaluated. A component may be
/// `@Nullable`: then the argument may be left out.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Arg {
  /// One line for help.
  String value();

  /// True if it may be left out; the component is then null (or an empty list).
  boolean optional() default false;

  /// For a `String` argument that names one of a fixed set: the set, for completion and errors.
  String[] choices() default {};
}
