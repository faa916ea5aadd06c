package dev.gradus.engine.data;

import dev.gradus.engine.random.Philox;

/// Pictures changed at random when they are read. The change of a sample depends on the seed, the
/// epoch and the sample alone, not on the order of reading. Keeps the last picture, so that reading
/// it in parts costs nothing.
final class Augmented implements Samples {
  private final Samples base;
  private final Planes planes;
  private final Augment changes;
  private final long seed;
  private final int epoch;
  private final float[] image;
  private final float[] room;
  private int held = -1;

  Augmented(Samples base, Planes planes, Augment changes, long seed, int epoch) {
    this.base = base;
    this.planes = planes;
    this.changes = changes;
    this.seed = seed;
    this.epoch = epoch;
    image = new float[planes.size()];
    room = new float[planes.size()];
  }

  @Override
  public int count() {
    return base.count();
  }

  @Override
  public int width() {
    return base.width();
  }

  @Override
  public Samples atEpoch(int number) {
    return new Augmented(base.atEpoch(number), planes, changes, seed, number);
  }

  @Override
  public synchronized void read(int sample, int start, int length, float[] to, int at) {
    if (held != sample) {
      base.read(sample, 0, image.length, image, 0);
      var random = new Philox(Philox.key(seed, 0x415547L, epoch), sample);
      for (var change : changes.changes()) {
        change.apply(planes.channels(), planes.height(), planes.width(), image, room, random);
      }
      held = sample;
    }
    System.arraycopy(image, start, to, at, length);
  }
}
