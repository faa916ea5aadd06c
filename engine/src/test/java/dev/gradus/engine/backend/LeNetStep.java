package dev.gradus.engine.backend;

/// The kernels of a training step of LeNet-5 (ReLU, max pooling, 32 x 32 input, momentum) on a
/// backend, in the order in which a plan would call them; nothing is allocated in [#run].
final class LeNetStep implements Runnable {
  private static final int PARAMETERS = 156 + 2416 + 48120 + 10164 + 850;

  private final Backend b;
  private final ConvGeometry conv1;
  private final ConvGeometry conv2;
  private final PoolGeometry pool1;
  private final PoolGeometry pool2;
  private final Gemm[] forward;
  private final Gemm[] byInput;
  private final Gemm[] byWeights;
  private final int[] width = {400, 120, 84, 10};
  private final int batch;
  private final Slice x;
  private final Slice labels;
  private final Slice loss;
  private final Slice one;
  private final Slice probabilities;
  private final Slice weights;
  private final Slice gradients;
  private final Slice velocity;
  private final Slice[] w = new Slice[10];
  private final Slice[] dw = new Slice[10];
  private final Slice c1;
  private final Slice p1;
  private final Slice win1;
  private final Slice c2;
  private final Slice win2;
  private final Slice dc1;
  private final Slice dp1;
  private final Slice dc2;
  private final Slice[] h = new Slice[4];
  private final Slice[] dh = new Slice[4];

  LeNetStep(Backend backend, int size) {
    b = backend;
    batch = size;
    conv1 = new ConvGeometry(batch, 1, 32, 32, 6, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    conv2 = new ConvGeometry(batch, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    pool1 = new PoolGeometry(batch, 6, 28, 28, 2, 2, 2, 2, 0, 0, 14, 14);
    pool2 = new PoolGeometry(batch, 16, 10, 10, 2, 2, 2, 2, 0, 0, 5, 5);
    x = random(conv1.inputSize(), 1);
    labels = room(batch);
    for (int i = 0; i < batch; i++) {
      labels.set(i, i % 10);
    }
    loss = room(1);
    one = room(1);
    one.set(0, 1);
    probabilities = room(batch * 10);
    weights = random(PARAMETERS, 0.1);
    gradients = room(PARAMETERS);
    velocity = room(PARAMETERS);
    int[] sizes = {150, 6, 2400, 16, 48000, 120, 10080, 84, 840, 10};
    for (int i = 0, at = 0; i < sizes.length; at += sizes[i], i++) {
      w[i] = weights.part(at, sizes[i]);
      dw[i] = gradients.part(at, sizes[i]);
    }
    c1 = room(conv1.outputSize());
    dc1 = room(conv1.outputSize());
    p1 = room(pool1.outputSize());
    dp1 = room(pool1.outputSize());
    win1 = room(pool1.outputSize());
    c2 = room(conv2.outputSize());
    dc2 = room(conv2.outputSize());
    win2 = room(pool2.outputSize());
    forward = new Gemm[3];
    byInput = new Gemm[3];
    byWeights = new Gemm[3];
    for (int i = 0; i < 4; i++) {
      h[i] = room(batch * width[i]);
      dh[i] = room(batch * width[i]);
    }
    for (int i = 0; i < 3; i++) {
      int in = width[i];
      int out = width[i + 1];
      forward[i] = Gemm.of(batch, out, in).activated(i < 2 ? Activation.RELU : Activation.IDENTITY);
      byInput[i] = Gemm.of(batch, in, out).transposed(false, true);
      byWeights[i] = Gemm.of(in, out, batch).transposed(true, false);
    }
  }

  private Slice room(int n) {
    return Slice.of(b.allocate(n));
  }

  private Slice random(int n, double scale) {
    var slice = room(n);
    var random = new dev.gradus.engine.random.Philox(7, n);
    for (int i = 0; i < n; i++) {
      slice.set(i, scale * random.nextGaussian());
    }
    return slice;
  }

  /// The parameters, for comparing runs.
  Slice parameters() {
    return weights;
  }

  /// The loss of the last step.
  double loss() {
    return loss.get(0);
  }

  @Override
  public void run() {
    b.conv2d(conv1, x, w[0], w[1], Activation.RELU, c1);
    b.maxPool(pool1, c1, p1, win1);
    b.conv2d(conv2, p1, w[2], w[3], Activation.RELU, c2);
    b.maxPool(pool2, c2, h[0], win2);
    for (int i = 0; i < 3; i++) {
      b.gemm(forward[i], h[i], w[4 + 2 * i], w[5 + 2 * i], h[i + 1]);
    }
    var rows = CrossEntropyRows.of(batch, 10);
    b.losses().crossEntropy(rows, h[3], labels, null, probabilities, loss);
    b.losses().crossEntropyBackward(rows, probabilities, labels, null, one, dh[3], false);
    for (int i = 2; i >= 0; i--) {
      if (i < 2) {
        b.activationBackward(Activation.RELU, h[i + 1], dh[i + 1], dh[i + 1]);
      }
      b.gemm(byInput[i], dh[i + 1], w[4 + 2 * i], null, dh[i]);
      b.gemm(byWeights[i], h[i], dh[i + 1], null, dw[4 + 2 * i]);
      b.channelSum(dh[i + 1], batch, width[i + 1], 1, dw[5 + 2 * i], false);
    }
    b.maxPoolBackward(pool2, win2, dh[0], dc2, false);
    b.activationBackward(Activation.RELU, c2, dc2, dc2);
    b.conv2dBackwardFilter(conv2, p1, dc2, dw[2], false);
    b.channelSum(dc2, batch, 16, 100, dw[3], false);
    b.conv2dBackwardData(conv2, dc2, w[2], dp1, false);
    b.maxPoolBackward(pool1, win1, dp1, dc1, false);
    b.activationBackward(Activation.RELU, c1, dc1, dc1);
    b.conv2dBackwardFilter(conv1, x, dc1, dw[0], false);
    b.channelSum(dc1, batch, 6, 784, dw[1], false);
    b.sgd(0.01, 0.9, false, 0, weights, gradients, velocity);
  }
}
