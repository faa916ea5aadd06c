package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.MessageHeader;

/// Says what this kernel is. Needs no session, so that a starting kernel answers at once.
final class KernelInfoHandler implements RequestHandler {
  private static final String HOME =
      "https://jupyter-client.readthedocs.io/en/stable/messaging.html";

  @Override
  public String type() {
    return "kernel_info_request";
  }

  @Override
  public boolean onControl() {
    return true;
  }

  @Override
  public void handle(Request request) {
    String version = request.server().version();
    String java = Runtime.version().toString();
    var content = new JsonObject();
    content.addProperty("protocol_version", MessageHeader.VERSION);
    content.addProperty("implementation", "gradus");
    content.addProperty("implementation_version", version);
    content.add("language_info", language());
    content.addProperty(
        "banner",
        "Gradus "
            + version
            + ", Java "
            + java
            + ". %lsmagic lists the magics, %help explains one.");
    content.addProperty("debugger", false);
    var features = new JsonArray();
    features.add("kernel subshells");
    content.add("supported_features", features);
    var links = new JsonArray();
    links.add(link("Java " + Runtime.version().feature() + " API", javadoc()));
    links.add(link("Jupyter messaging", HOME));
    content.add("help_links", links);
    request.reply(content);
  }

  private static String javadoc() {
    return "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/";
  }

  private static JsonObject language() {
    var language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("version", System.getProperty("java.version"));
    language.addProperty("mimetype", "text/x-java");
    language.addProperty("file_extension", ".jshell");
    language.addProperty("pygments_lexer", "java");
    // the MIME type is the one name that both CodeMirror 5 and 6 know
    language.addProperty("codemirror_mode", "text/x-java");
    language.addProperty("nbconvert_exporter", "script");
    return language;
  }

  private static JsonObject link(String text, String url) {
    var link = new JsonObject();
    link.addProperty("text", text);
    link.addProperty("url", url);
    return link;
  }
}
