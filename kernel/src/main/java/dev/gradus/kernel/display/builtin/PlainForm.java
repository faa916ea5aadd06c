package dev.gradus.kernel.display.builtin;

import dev.gradus.kernel.display.Detail;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/// Plain text of values, with a limit on how much of a large one is shown.
final class PlainForm {
  private static final int ITEMS = 1000;
  private static final int CHARACTERS = 100_000;

  private PlainForm() {}

  static boolean isArray(Object value) {
    return value.getClass().isArray();
  }

  static String cut(String text) {
    return Detail.whole() || text.length() <= CHARACTERS
        ? text
        : "%s... (%,d more characters; %s)"
            .formatted(text.substring(0, CHARACTERS), text.length() - CHARACTERS, Detail.HINT);
  }

  static String array(Object array) {
    int length = Array.getLength(array);
    var text = new StringBuilder("[");
    for (int i = 0; i < length && i < items(); i++) {
      Object item = Array.get(array, i);
      text.append(i == 0 ? "" : ", ");
      text.append(item != null && isArray(item) ? array(item) : String.valueOf(item));
      if (text.length() > CHARACTERS && !Detail.whole()) {
        return text.toString();
      }
    }
    return text.append(more(length)).append(']').toString();
  }

  static String collection(Collection<?> items) {
    if (items.size() <= items()) {
      return items.toString();
    }
    return items(items.iterator(), items.size(), "[", "]");
  }

  static String map(Map<?, ?> map) {
    if (map.size() <= items()) {
      return map.toString();
    }
    return items(map.entrySet().iterator(), map.size(), "{", "}");
  }

  static String throwable(Throwable failure) {
    var text = new StringBuilder(failure.toString());
    for (Throwable c = failure.getCause(); c != null && text.length() < 2000; c = c.getCause()) {
      text.append("\n  caused by ").append(c);
    }
    return text.toString();
  }

  private static String items(Iterator<?> items, int size, String open, String close) {
    var text = new StringBuilder(open);
    for (int i = 0; i < items() && items.hasNext(); i++) {
      text.append(i == 0 ? "" : ", ").append(items.next());
    }
    return text.append(more(size)).append(close).toString();
  }

  private static String more(int size) {
    return size <= items() ? "" : ", ... (%,d more; %s)".formatted(size - ITEMS, Detail.HINT);
  }

  private static int items() {
    return Detail.whole() ? Integer.MAX_VALUE : ITEMS;
  }
}
