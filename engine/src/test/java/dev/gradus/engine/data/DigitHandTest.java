package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

class DigitHandTest {
  @Test
  void keepsCornersAndMovesPointsALittle() {
    double[] moved =
        new DigitHand(new Philox(1, 1), 28)
            .trembled(new double[] {10, 10, 50, 50, 50, 50, 90, 10}, new Philox(1, 2));
    assertEquals(moved[2], moved[4]);
    assertEquals(moved[3], moved[5]);
    assertNotEquals(10, moved[0]);
    assertEquals(90, moved[6], 20);
  }

  @Test
  void placesDigitsUprightAndOnTheImage() {
    int outside = 0;
    for (int writer = 0; writer < 1000; writer++) {
      var hand = new DigitHand(new Philox(writer, 1), 28);
      var top = new double[2];
      var bottom = new double[2];
      hand.place(50, 5, top, 0);
      hand.place(50, 95, bottom, 0);
      assertTrue(bottom[1] - top[1] > 6, "upright");
      outside += top[1] < 0 || bottom[1] > 28 ? 1 : 0;
    }
    assertTrue(outside < 30, outside + " of 1000 leave the image");
  }
}
