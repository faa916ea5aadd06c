package dev.gradus.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static JsonObject json(String text) throws MalformedMessage {
    return Json.parse(text.replace('\'', '"'));
  }

  @Test
  void executeHasTheDefaultsOfTheProtocol() throws Exception {
    var request = ExecuteRequest.of(json("{'code':'x'}"));
    assertEquals(new ExecuteRequest("x", false, true, Map.of(), true, true), request);
    assertFalse(ExecuteRequest.of(json("{'code':'x','silent':true}")).storeHistory());
  }

  @Test
  void wrongTypesAreNamed() {
    for (String bad :
        List.of(
            "{}",
            "{'code':1}",
            "{'code':null}",
            "{'code':'x','silent':'yes'}",
            "{'code':'x','user_expressions':[]}",
            "{'code':'x','user_expressions':{'a':1}}")) {
      var e = assertThrows(MalformedMessage.class, () -> ExecuteRequest.of(json(bad)));
      assertTrue(String.valueOf(e.getMessage()).contains("'"), bad);
    }
  }

  @Test
  void cursorsBeyondTheTextAreMovedIntoIt() throws Exception {
    assertEquals(3, CompleteRequest.of(json("{'code':'😀b','cursor_pos':99}")).index());
    assertEquals(0, CompleteRequest.of(json("{'code':'😀b','cursor_pos':-5}")).index());
    assertEquals(2, InspectRequest.of(json("{'code':'😀b','cursor_pos':1}")).index());
    assertEquals(3, CompleteRequest.of(json("{'code':'😀b'}")).index());
    assertEquals(2, CodePoints.toCursor("😀b", 3));
    assertThrows(
        MalformedMessage.class, () -> CompleteRequest.of(json("{'code':'a','cursor_pos':'1'}")));
  }

  @Test
  void historyKnowsThreeWays() throws Exception {
    var request =
        HistoryRequest.of(json("{'hist_access_type':'range','start':2,'stop':4,'n':null}"));
    assertEquals(HistoryRequest.Access.RANGE, request.access());
    assertEquals(Integer.MAX_VALUE, request.n());
    assertThrows(
        MalformedMessage.class, () -> HistoryRequest.of(json("{'hist_access_type':'other'}")));
  }

  @Test
  void valuesThatJsonLacksBecomeNull() {
    var map = Json.object(Map.of("a", Arrays.asList(1.5, Double.NaN, null, new byte[] {1}, 'c')));
    assertEquals("{\"a\":[1.5,null,null,\"AQ==\",\"c\"]}", map.toString());
  }

  @Test
  void numbersKeepTheirKind() throws Exception {
    assertEquals(
        Map.of("i", 3L, "d", 3.5, "l", List.of(true, "t")),
        Json.toMap(json("{'i':3,'d':3.5,'n':null,'l':[true,'t']}")));
  }

  @Test
  void deepNestingIsMalformedNotFatal() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThrows(MalformedMessage.class, () -> Json.parse(deep));
  }
}
