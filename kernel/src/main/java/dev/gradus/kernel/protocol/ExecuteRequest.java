package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.Map;

/// Asks to run a cell.
///
/// @param code the cell
/// @param silent true to show nothing; then nothing is stored either
/// @param storeHistory true to keep the cell in the history and count it
/// @param userExpressions expressions to evaluate afterwards, by name
/// @param allowStdin whether the cell may ask for input
/// @param stopOnError whether cells that wait are dropped if this one fails
public record ExecuteRequest(
    String code,
    boolean silent,
    boolean storeHistory,
    Map<String, String> userExpressions,
    boolean allowStdin,
    boolean stopOnError) {

  /// Reads the content of an `execute_request`.
  public static ExecuteRequest of(JsonObject content) throws MalformedMessage {
    var fields = new Fields(content);
    boolean silent = fields.flag("silent", false);
    return new ExecuteRequest(
        fields.text("code"),
        silent,
        !silent && fields.flag("store_history", true),
        fields.texts("user_expressions"),
        fields.flag("allow_stdin", true),
        fields.flag("stop_on_error", true));
  }
}
