package dev.gradus.kernel.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The cells of this session and of those before it, as far as the store has them. The store is
/// read when it is first needed.
final class History {
  private static final int MAX_OUTPUT = 4096;

  /// One cell.
  ///
  /// @param session number of the session
  /// @param line number of the cell in it
  /// @param input its code
  /// @param output the text of its value; null for none, and for cells of earlier sessions
  record Entry(int session, int line, String input, @Nullable String output) {}

  private final HistoryStore store;
  private final List<Entry> entries = new ArrayList<>();
  private int session;

  History(HistoryStore store) {
    this.store = store;
  }

  /// Reads the store, which takes a while, before it is needed.
  synchronized void warmUp() {
    open();
  }

  synchronized void add(int line, String input, @Nullable String output) {
    open();
    String kept =
        output != null && output.length() > MAX_OUTPUT ? output.substring(0, MAX_OUTPUT) : output;
    var entry = new Entry(session, line, input, kept);
    entries.add(entry);
    store.append(entry);
  }

  synchronized List<Entry> tail(int n) {
    open();
    return last(entries, n);
  }

  synchronized List<Entry> range(int which, int start, int stop) {
    open();
    int number = which > 0 ? which : session + which;
    return entries.stream()
        .filter(e -> e.session() == number && e.line() >= start && e.line() < stop)
        .toList();
  }

  synchronized List<Entry> search(String glob, int n, boolean unique) {
    open();
    Pattern pattern = pattern(glob);
    List<Entry> found = entries.stream().filter(e -> pattern.matcher(e.input()).matches()).toList();
    if (unique) {
      var latest = new LinkedHashMap<String, Entry>();
      found.forEach(e -> latest.putLast(e.input(), e));
      found = List.copyOf(latest.values());
    }
    return last(found, n);
  }

  private void open() {
    if (session == 0) {
      session = store.open(entries);
    }
  }

  private static List<Entry> last(List<Entry> list, int n) {
    return List.copyOf(list.subList(Math.max(0, list.size() - n), list.size()));
  }

  private static Pattern pattern(String glob) {
    var regex = new StringBuilder();
    glob.codePoints()
        .forEach(c ->
            regex.append(
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                }));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
