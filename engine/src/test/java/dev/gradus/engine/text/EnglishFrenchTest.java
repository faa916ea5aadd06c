package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Covers({"I06"})
class EnglishFrenchTest {
  @Test
  void sentencesAreTranslatedWithAgreementAndOrder() {
    var french =
        EnglishFrench.pairs(15_000, 1).pairs().stream()
            .collect(Collectors.toMap(SentencePairs.Pair::source, SentencePairs.Pair::target));
    assertEquals("le chien court", french.get("the dog runs"));
    assertEquals("la vache blanche court", french.get("the white cow runs"));
    assertEquals("les petites souris dorment", french.get("the small mice sleep"));
    assertEquals("un cheval noir chante", french.get("a black horse sings"));
    assertEquals(15_000, french.size(), "every sentence has one translation");
  }

  @Test
  void theSeedDecides() {
    var once = EnglishFrench.pairs(50, 7);
    assertEquals(once.pairs(), EnglishFrench.pairs(50, 7).pairs());
    assertEquals(once.pairs().subList(0, 20), EnglishFrench.pairs(20, 7).pairs());
    assertEquals(50, new HashSet<>(once.pairs()).size());
    assertTrue(once.target().contains("le") && once.source().contains("the"));
    assertThrows(DataException.class, () -> EnglishFrench.pairs(20_001, 1));
  }
}
