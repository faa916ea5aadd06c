package dev.gradus.kernel.display.builtin;

import dev.gradus.kernel.display.Detail;
import dev.gradus.kernel.display.TextTable;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tables of values that are tables by nature: records of one kind, entries of a map, rows of
/// numbers.
final class HtmlForm {
  private static final int ROWS = 60;
  private static final int COLUMNS = 30;
  private static final int CELL = 300;

  private HtmlForm() {}

  /// A column for each component, if all items are records of one class.
  static Optional<String> records(Collection<?> items) {
    Class<?> type = items.isEmpty() ? null : first(items);
    if (type == null || !type.isRecord() || type.getRecordComponents().length == 0) {
      return Optional.empty();
    }
    for (Object item : items) {
      if (item == null || item.getClass() != type) {
        return Optional.empty();
      }
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> header = Arrays.stream(components).map(RecordComponent::getName).toList();
    List<List<String>> rows =
        items.stream()
            .limit(limit(ROWS))
            .map(item -> Arrays.stream(components).map(c -> component(item, c)).toList())
            .toList();
    return Optional.of(html(header, rows, items.size()));
  }

  private static Class<?> first(Collection<?> items) {
    Object first = items.iterator().next();
    return first == null ? Object.class : first.getClass();
  }

  private static String component(Object item, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return cell(accessor.invoke(item));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "(cannot be shown)";
    }
  }

  /// Keys and values.
  static Optional<String> map(Map<?, ?> map) {
    if (map.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows =
        map.entrySet().stream()
            .limit(limit(ROWS))
            .map(e -> List.of(cell(e.getKey()), cell(e.getValue())))
            .toList();
    return Optional.of(html(List.of("key", "value"), rows, map.size()));
  }

  /// An array of records, or of arrays of numbers.
  static Optional<String> array(Object array) {
    if (array instanceof Object[] items && !(items instanceof Object[][])) {
      Class<?> inner = array.getClass().getComponentType();
      return inner.isArray() && inner.getComponentType().isPrimitive()
          ? numbers(items)
          : records(Arrays.asList(items));
    }
    return Optional.empty();
  }

  private static Optional<String> numbers(Object[] lines) {
    int columns = 0;
    for (Object line : lines) {
      columns = Math.max(columns, line == null ? 0 : Array.getLength(line));
    }
    long shown = Math.min(columns, limit(COLUMNS));
    if (shown == 0) {
      return Optional.empty();
    }
    List<String> header = new ArrayList<>(List.of(""));
    for (int i = 0; i < shown; i++) {
      header.add(String.valueOf(i));
    }
    if (shown < columns) {
      header.add("... %,d columns".formatted(columns));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < lines.length && r < limit(ROWS); r++) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(r)));
      int length = lines[r] == null ? 0 : Array.getLength(lines[r]);
      for (int i = 0; i < shown; i++) {
        row.add(i < length ? String.valueOf(Array.get(lines[r], i)) : "");
      }
      if (shown < columns) {
        row.add("...");
      }
      rows.add(row);
    }
    return Optional.of(html(header, rows, lines.length));
  }

  private static long limit(int usual) {
    return Detail.whole() ? Long.MAX_VALUE : usual;
  }

  private static String cell(@Nullable Object value) {
    String text =
        value != null && PlainForm.isArray(value) ? PlainForm.array(value) : String.valueOf(value);
    return Detail.whole() || text.length() <= CELL ? text : text.substring(0, CELL) + " ...";
  }

  private static String html(List<String> header, List<List<String>> rows, int all) {
    String table = String.valueOf(new TextTable(header, rows).bundle().data().get("text/html"));
    return rows.size() >= all
        ? table
        : table + "<p>... %,d more; %s</p>".formatted(all - rows.size(), Detail.HINT);
  }
}
