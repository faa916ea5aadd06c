package dev.gradus.magics.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Draws a [DiagramGraph]: boxes with right-angled arrows, opened blocks on a grey ground, long
/// diagrams in several columns.
final class DiagramDrawing {
  private static final int MARGIN = 14;
  private static final int TOP = 48;
  private static final int TALL = 46;
  private static final int FLAT = 28;
  private static final int GAP = 22;
  private static final int TITLE = 20;
  private static final int PAD = 10;
  private static final int GUTTER = 44;
  private static final int COLUMN = 620;
  private static final int BRANCHED = 1100;
  private static final int DROP = 12;
  private static final int MOST_WIDTH = 330;
  private static final double NAME = 14;
  private static final double TEXT = 13;
  private static final Color GROUND = new Color(0xF4F4F4);

  /// Where a layer of boxes is.
  private record Row(double dx, double y, double height, int column) {}

  private final String heading;
  private final DiagramGraph graph;
  private final DiagramLayout layout;
  private final double width;
  private final List<Row> rows = new ArrayList<>();
  private double right;
  private double bottom;

  private DiagramDrawing(String heading, DiagramGraph graph) {
    this.heading = heading;
    this.graph = graph;
    this.width =
        Math.min(MOST_WIDTH, graph.boxes().stream().mapToDouble(this::wanted).max().orElse(0));
    var widths = graph.boxes().stream().map(_ -> width).toList();
    this.layout = new DiagramLayout(widths, graph.arrows());
    place();
  }

  static Drawing of(String heading, DiagramGraph graph) {
    var drawing = new DiagramDrawing(heading, graph);
    int wide =
        (int) Math.ceil(Math.max(drawing.right, Theme.width(heading, 16, true) + 2 * MARGIN));
    return new Drawing(wide, (int) Math.ceil(drawing.bottom) + MARGIN, drawing::paint);
  }

  private double wanted(DiagramGraph.Box box) {
    double first =
        Theme.width(box.name(), NAME, true)
            + (box.settings().isEmpty() ? 0 : 16 + Theme.width(box.settings(), TEXT, false));
    return 20 + Math.max(first, box.plain() ? 0 : Theme.width(numbers(box), TEXT, false));
  }

  private static String numbers(DiagramGraph.Box box) {
    var text = box.shape().toString();
    return box.parameters() == 0
        ? text
        : text + String.format(Locale.ROOT, "   %,d parameters", box.parameters());
  }

  private double height(int rank) {
    return layout.boxes(rank).stream().anyMatch(b -> !graph.boxes().get(b).plain()) ? TALL : FLAT;
  }

  /// Whether an opened block begins in a layer, so that its name needs room above.
  private boolean begins(int rank) {
    return groups().values().stream()
        .anyMatch(all -> all.stream().mapToInt(layout::rank).min().orElse(-1) == rank);
  }

  private boolean ends(int rank) {
    return groups().values().stream()
        .anyMatch(all -> all.stream().mapToInt(layout::rank).max().orElse(-1) == rank);
  }

  private Map<String, List<Integer>> groups() {
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < graph.boxes().size(); i++) {
      var group = graph.boxes().get(i).group();
      if (!group.isEmpty()) {
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
      }
    }
    return groups;
  }

  private double step(int rank) {
    return height(rank) + GAP + (begins(rank) ? TITLE : 0) + (ends(rank) ? PAD : 0);
  }

  /// Cuts the layers into columns, where nothing but one arrow passes.
  private void place() {
    double all = 0;
    for (int r = 0; r < layout.ranks(); r++) {
      all += step(r);
    }
    boolean lone = IntStream.range(0, layout.ranks()).allMatch(r -> layout.boxes(r).size() == 1);
    double target = all / Math.max(1, Math.ceil(all / (lone ? COLUMN : BRANCHED)));
    int first = 0;
    double y = TOP;
    double left = MARGIN;
    int column = 0;
    for (int r = 0; r < layout.ranks(); r++) {
      y += begins(r) ? TITLE : 0;
      rows.add(new Row(0, y, height(r), column));
      y += height(r) + GAP + (ends(r) ? PAD : 0);
      boolean last = r == layout.ranks() - 1;
      boolean full = y - TOP >= target * 0.97 && !last && layout.narrow(r) && !inside(r);
      if (full || last) {
        bottom = Math.max(bottom, y - GAP + (full ? DROP : 0));
        left = shift(first, r, left, column) + GUTTER;
        right = left - GUTTER + MARGIN;
        first = r + 1;
        y = TOP;
        column++;
      }
    }
  }

  /// Whether a block is open between a layer and the next.
  private boolean inside(int rank) {
    return groups().values().stream()
        .anyMatch(all ->
            all.stream().anyMatch(b -> layout.rank(b) <= rank)
                && all.stream().anyMatch(b -> layout.rank(b) > rank));
  }

  /// Moves the layers of a column to their place; returns where the column ends.
  private double shift(int from, int to, double left, int column) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean grouped = false;
    for (int r = from; r <= to; r++) {
      var extent = layout.extent(r);
      least = Math.min(least, extent[0]);
      most = Math.max(most, extent[1]);
      grouped |= layout.boxes(r).stream().anyMatch(b -> !graph.boxes().get(b).group().isEmpty());
    }
    double pad = grouped ? PAD : 0;
    for (int r = from; r <= to; r++) {
      var row = rows.get(r);
      rows.set(r, new Row(left + pad - least, row.y(), row.height(), column));
    }
    return left + most - least + 2 * pad;
  }

  private void paint(Canvas canvas) {
    canvas.text(heading, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    groups().forEach((name, all) -> ground(canvas, name, all));
    for (int i = 0; i < graph.arrows().size(); i++) {
      arrow(canvas, i);
    }
    for (int i = 0; i < graph.boxes().size(); i++) {
      box(canvas, graph.boxes().get(i), x(i), rows.get(layout.rank(i)));
    }
  }

  private double x(int box) {
    return layout.x(box) + rows.get(layout.rank(box)).dx();
  }

  private void ground(Canvas canvas, String name, List<Integer> all) {
    double left = Double.POSITIVE_INFINITY;
    double far = Double.NEGATIVE_INFINITY;
    int from = all.stream().mapToInt(layout::rank).min().orElse(0);
    int to = all.stream().mapToInt(layout::rank).max().orElse(0);
    for (int r = from; r <= to; r++) {
      left = Math.min(left, layout.extent(r)[0] + rows.get(r).dx());
      far = Math.max(far, layout.extent(r)[1] + rows.get(r).dx());
    }
    double y = rows.get(from).y() - TITLE;
    double end = rows.get(to).y() + rows.get(to).height() + PAD;
    canvas.box(left - PAD, y, far - left + 2 * PAD, end - y, GROUND, Theme.LINE, 1);
    canvas.text(name, left - PAD + 6, y + 14, 12, false, Theme.FAINT, Canvas.Anchor.START);
  }

  private void box(Canvas canvas, DiagramGraph.Box box, double x, Row row) {
    double h = box.plain() ? FLAT : TALL;
    double top = row.y() + (row.height() - h) / 2;
    double left = x - width / 2;
    canvas.box(left, top, width, h, color(box), Theme.FAINT, 1);
    canvas.text(box.name(), left + 10, top + 19, NAME, true, Theme.INK, Canvas.Anchor.START);
    double room = width - 36 - Theme.width(box.name(), NAME, true);
    canvas.text(
        cut(box.settings(), room),
        left + width - 10,
        top + 19,
        TEXT,
        false,
        Theme.INK,
        Canvas.Anchor.END);
    if (!box.plain()) {
      canvas.text(numbers(box), left + 10, top + 37, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    }
  }

  /// A text that fits: all of it, its numbers alone, as (5, 2.0), or its beginning.
  private static String cut(String text, double room) {
    if (Theme.width(text, TEXT, false) <= room) {
      return text;
    }
    int numbers = text.indexOf('(');
    if (numbers > 0 && Theme.width(text.substring(numbers), TEXT, false) <= room) {
      return text.substring(numbers);
    }
    int length = text.length();
    while (length > 0 && Theme.width(text.substring(0, length) + "\u2026", TEXT, false) > room) {
      length--;
    }
    return length < 4 ? "" : text.substring(0, length) + "\u2026";
  }

  private void arrow(Canvas canvas, int number) {
    var arrow = graph.arrows().get(number);
    int rank = layout.rank(arrow.from());
    var way = layout.way(number);
    double x = way.getFirst() + rows.get(rank).dx();
    var box = graph.boxes().get(arrow.from());
    var row = rows.get(rank);
    double y = row.y() + row.height() / 2 + (box.plain() ? FLAT : TALL) / 2.0;
    for (int k = 1; k < way.size(); k++) {
      var next = rows.get(rank + k);
      double nx = way.get(k) + next.dx();
      boolean last = k == way.size() - 1;
      var target = graph.boxes().get(arrow.to());
      double h = last ? (target.plain() ? FLAT : TALL) : next.height();
      double end = next.y() + (next.height() - h) / 2;
      if (next.column() == rows.get(rank + k - 1).column()) {
        double turn = rows.get(rank + k - 1).y() + rows.get(rank + k - 1).height() + GAP / 2.0;
        turn += ends(rank + k - 1) ? PAD : 0;
        line(canvas, x, y, x, Math.max(y, turn));
        line(canvas, x, turn, nx, turn);
        line(canvas, nx, turn, nx, last ? end - 6 : end + next.height());
      } else {
        toNextColumn(canvas, x, y, nx, end, ends(rank + k - 1) ? DROP + PAD : DROP);
      }
      if (last) {
        canvas.polygon(
            new double[] {nx - 5, nx + 5, nx}, new double[] {end - 8, end - 8, end}, Theme.FAINT);
      }
      x = nx;
      y = end + h;
    }
  }

  private void toNextColumn(Canvas canvas, double x, double y, double nx, double end, double drop) {
    double between = nx - width / 2 - GUTTER / 2.0;
    double above = TOP - 12;
    line(canvas, x, y, x, y + drop);
    line(canvas, x, y + drop, between, y + drop);
    line(canvas, between, y + drop, between, above);
    line(canvas, between, above, nx, above);
    line(canvas, nx, above, nx, end - 6);
  }

  private static void line(Canvas canvas, double x1, double y1, double x2, double y2) {
    if (Math.abs(x1 - x2) + Math.abs(y1 - y2) > 0.01) {
      canvas.line(x1, y1, x2, y2, Theme.FAINT, 1.5);
    }
  }

  /// Blue for what convolves, green for what pools, orange for dense, violet for what recurs,
  /// yellow for what joins or drops, grey for the rest, white for inputs.
  static Color color(DiagramGraph.Box box) {
    var s = box.settings().toLowerCase(Locale.ROOT);
    if (s.isEmpty()) {
      return Color.WHITE;
    }
    if (s.startsWith("conv") || s.startsWith("locally")) {
      return new Color(0xD3E8F5);
    }
    if (s.contains("pool")) {
      return new Color(0xD2EEE4);
    }
    if (s.startsWith("dense") || s.startsWith("timedistributed(dense")) {
      return new Color(0xFBE0CF);
    }
    if (s.contains("lstm") || s.contains("gru") || s.contains("rnn")) {
      return new Color(0xE9DDF1);
    }
    boolean joins =
        s.startsWith("+") || s.matches("(concat|add|multiply|average|dot|residual|attention).*");
    return joins || s.contains("dropout") ? new Color(0xFBF3CF) : new Color(0xEDEDED);
  }
}
