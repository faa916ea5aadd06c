package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Functions of one number and their derivatives, in chunks of fixed size.
public final class UnaryKernel implements Workers.Task {
  private final Workers workers;
  private final float[][] rooms;
  private UnaryFunction f = UnaryFunction.NEGATE;
  private boolean backward;
  private boolean accumulate;
  private float[] x = new float[0];
  private float[] y = x;
  private float[] dy = x;
  private float[] dx = x;
  private int x0;
  private int y0;
  private int dy0;
  private int dx0;
  private int length;

  /// For a team.
  public UnaryKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
  }

  /// y = f(x).
  public void forward(UnaryFunction function, float[] from, int at, float[] to, int into, int n) {
    f = function;
    backward = false;
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), this);
  }

  /// dx = f'(x) dy, where y = f(x).
  public void backward(
      UnaryFunction function,
      float[] input,
      int inputAt,
      float[] output,
      int outputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      int n,
      boolean add) {
    f = function;
    backward = true;
    accumulate = add;
    x = input;
    x0 = inputAt;
    y = output;
    y0 = outputAt;
    dy = gradient;
    dy0 = gradientAt;
    dx = result;
    dx0 = resultAt;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), this);
  }

  @Override
  public void run(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, length - from);
    if (backward) {
      derivative(from, n);
    } else {
      function(x0 + from, y0 + from, n, rooms[worker]);
    }
  }

  private void function(int xo, int yo, int n, float[] room) {
    switch (f) {
      case NEGATE -> negate(x, xo, y, yo, n);
      case EXP -> VectorMath.exp(x, xo, 0f, y, yo, n, room);
      case LOG -> VectorMath.log(x, xo, y, yo, n, room);
      case SQRT -> sqrt(x, xo, y, yo, n);
      case SQUARE -> square(x, xo, y, yo, n);
      case ABS -> abs(x, xo, y, yo, n);
      case RELU -> relu(x, xo, y, yo, n);
      case SIGMOID -> VectorMath.sigmoid(x, xo, 0f, y, yo, n, room);
      case TANH -> VectorMath.tanh(x, xo, 0f, y, yo, n, room);
    }
  }

  private void derivative(int from, int n) {
    int yo = y0 + from;
    int xo = x0 + from;
    int go = dy0 + from;
    int to = dx0 + from;
    switch (f) {
      case NEGATE -> negateBack(dy, go, dx, to, n, accumulate);
      case EXP -> expBack(y, yo, dy, go, dx, to, n, accumulate);
      case LOG -> logBack(x, xo, dy, go, dx, to, n, accumulate);
      case SQRT -> sqrtBack(y, yo, dy, go, dx, to, n, accumulate);
      case SQUARE -> squareBack(x, xo, dy, go, dx, to, n, accumulate);
      case ABS -> absBack(x, xo, dy, go, dx, to, n, accumulate);
      case RELU -> reluBack(y, yo, dy, go, dx, to, n, accumulate);
      case SIGMOID -> sigmoidBack(y, yo, dy, go, dx, to, n, accumulate);
      case TANH -> tanhBack(y, yo, dy, go, dx, to, n, accumulate);
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, x, xo + i).sqrt().intoArray(y, yo + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      FloatVector.fromArray(F, x, xo + i, m).sqrt().intoArray(y, yo + i, m);
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, x, xo + i)
          .mul(FloatVector.fromArray(F, x, xo + i))
          .intoArray(y, yo + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      FloatVector.fromArray(F, x, xo + i, m)
          .mul(FloatVector.fromArray(F, x, xo + i, m))
          .intoArray(y, yo + i, m);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, x, xo + i).abs().intoArray(y, yo + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      FloatVector.fromArray(F, x, xo + i, m).abs().intoArray(y, yo + i, m);
    }
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, x, xo + i).neg().intoArray(y, yo + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      FloatVector.fromArray(F, x, xo + i, m).neg().intoArray(y, yo + i, m);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var v = FloatVector.fromArray(F, x, xo + i);
      // a comparison with NaN is false, so NaN stays
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      var v = FloatVector.fromArray(F, x, xo + i, m);
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i, m);
    }
  }

  private static void negateBack(float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = -g[go + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = -g[go + i];
        dx[to + i] = r;
      }
    }
  }

  private static void expBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = v[vo + i] * g[go + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = v[vo + i] * g[go + i];
        dx[to + i] = r;
      }
    }
  }

  private static void logBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = g[go + i] / v[vo + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = g[go + i] / v[vo + i];
        dx[to + i] = r;
      }
    }
  }

  private static void sqrtBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = g[go + i] / (2 * v[vo + i]);
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = g[go + i] / (2 * v[vo + i]);
        dx[to + i] = r;
      }
    }
  }

  private static void squareBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = 2 * v[vo + i] * g[go + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = 2 * v[vo + i] * g[go + i];
        dx[to + i] = r;
      }
    }
  }

  static void sigmoidBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = v[vo + i] * (1 - v[vo + i]) * g[go + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = v[vo + i] * (1 - v[vo + i]) * g[go + i];
        dx[to + i] = r;
      }
    }
  }

  static void tanhBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    if (add) {
      for (int i = 0; i < n; i++) {
        float r = (1 - v[vo + i] * v[vo + i]) * g[go + i];
        dx[to + i] += r;
      }
    } else {
      for (int i = 0; i < n; i++) {
        float r = (1 - v[vo + i] * v[vo + i]) * g[go + i];
        dx[to + i] = r;
      }
    }
  }

  static void reluBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    var zero = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var r =
          zero.blend(
              FloatVector.fromArray(F, g, go + i),
              FloatVector.fromArray(F, v, vo + i).compare(VectorOperators.GT, 0f));
      // not one vector or another: the compiler may make an object of what joins two paths
      if (add) {
        r.add(FloatVector.fromArray(F, dx, to + i)).intoArray(dx, to + i);
      } else {
        r.intoArray(dx, to + i);
      }
    }
    for (; i < n; i++) {
      float r = v[vo + i] > 0 ? g[go + i] : 0f;
      dx[to + i] = add ? r + dx[to + i] : r;
    }
  }

  /// The same for a gradient that is multiplied by a number first.
  static void reluBack(
      float[] v, int vo, float scale, float[] g, int go, float[] dx, int to, int n) {
    var zero = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var kept = FloatVector.fromArray(F, v, vo + i).compare(VectorOperators.GT, 0f);
      zero.blend(FloatVector.fromArray(F, g, go + i).mul(scale), kept).intoArray(dx, to + i);
    }
    for (; i < n; i++) {
      dx[to + i] = v[vo + i] > 0 ? g[go + i] * scale : 0f;
    }
  }

  private static void absBack(
      float[] v, int vo, float[] g, int go, float[] dx, int to, int n, boolean add) {
    for (int i = 0; i < n; i++) {
      float x = v[vo + i];
      float r = x > 0 ? g[go + i] : x < 0 ? -g[go + i] : x == 0 ? 0f : x;
      dx[to + i] = add ? r + dx[to + i] : r;
    }
  }
}
