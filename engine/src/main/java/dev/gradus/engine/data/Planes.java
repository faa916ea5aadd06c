package dev.gradus.engine.data;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;

/// An image's sizes, read from `[channels, height, width]` or `[height, width]`.
record Planes(int channels, int height, int width) {

  static Planes of(Shape shape, String operation) {
    return switch (shape.rank()) {
      case 2 -> new Planes(1, shape.dim(0), shape.dim(1));
      case 3 -> new Planes(shape.dim(0), shape.dim(1), shape.dim(2));
      default ->
          throw new ShapeException(
              operation
                  + " works on images, [channels, height, width] or [height, width], but a sample"
                  + " is "
                  + shape
                  + ". Use reshape(channels, height, width) first.");
    };
  }

  int size() {
    return channels * height * width;
  }
}
