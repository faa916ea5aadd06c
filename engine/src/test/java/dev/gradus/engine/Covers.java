package dev.gradus.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which rows of the course checklist a test proves, as `@Covers({"B01", "B02"})`. The table
/// in docs/coverage.md is made from these.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Covers {
  /// Row ids.
  String[] value();
}
