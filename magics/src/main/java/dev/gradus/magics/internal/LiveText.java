package dev.gradus.magics.internal;

/// How text beside a progress bar looks. The colour is the page's own, so that it reads on light
/// and dark ground; digits are equally wide, so that the line does not shake while they change.
final class LiveText {
  static final String STYLE =
      "font-family: system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans',"
          + " sans-serif; font-size: 13px; line-height: 1.5; color: inherit;"
          + " font-variant-numeric: tabular-nums";

  private LiveText() {}
}
