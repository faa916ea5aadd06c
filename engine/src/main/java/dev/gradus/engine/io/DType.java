package dev.gradus.engine.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The kind of number in a file, by its name in the safetensors format.
public enum DType {
  /// 64-bit float.
  F64(8, "f8"),
  /// 32-bit float, the engine's own.
  F32(4, "f4"),
  /// 16-bit float of IEEE 754.
  F16(2, "f2"),
  /// The upper half of a 32-bit float.
  BF16(2, ""),
  /// Signed, 64 bits.
  I64(8, "i8"),
  /// Signed, 32 bits.
  I32(4, "i4"),
  /// Signed, 16 bits.
  I16(2, "i2"),
  /// Signed, 8 bits.
  I8(1, "i1"),
  /// Unsigned, 64 bits.
  U64(8, "u8"),
  /// Unsigned, 32 bits.
  U32(4, "u4"),
  /// Unsigned, 16 bits.
  U16(2, "u2"),
  /// Unsigned, 8 bits.
  U8(1, "u1"),
  /// A byte: 0 for false, anything else for true; 1 as a number.
  BOOL(1, "b1");

  private final int bytes;
  private final String numpy;

  DType(int bytes, String numpy) {
    this.bytes = bytes;
    this.numpy = numpy;
  }

  /// Bytes of one number.
  public int bytes() {
    return bytes;
  }

  /// NumPy's code without the byte order, as `f4`; empty where NumPy has none.
  public String numpy() {
    return numpy;
  }

  /// Whether it holds whole numbers only.
  public boolean isInteger() {
    return switch (this) {
      case F64, F32, F16, BF16 -> false;
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> true;
    };
  }

  /// The kind with this safetensors name.
  static Optional<DType> named(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
  }

  /// The kind with this NumPy code.
  static Optional<DType> ofNumpy(String code) {
    return Arrays.stream(values()).filter(t -> !code.isEmpty() && t.numpy.equals(code)).findFirst();
  }

  /// Little-endian bytes to floats; the nearest where one does not fit.
  void toFloats(ByteBuffer in, float[] out, int at, int count) {
    if (this == F32) {
      in.asFloatBuffer().get(out, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[at + i] = floatAt(in, i * bytes);
    }
  }

  private float floatAt(ByteBuffer in, int byteIndex) {
    return switch (this) {
      case F64 -> (float) in.getDouble(byteIndex);
      case I64 -> (float) in.getLong(byteIndex);
      case U64 -> unsigned(in.getLong(byteIndex));
      default -> (float) doubleAt(in, byteIndex); // exact in a double, so rounded only once
    };
  }

  /// Halves a number with its highest bit set, keeping the last bit for the rounding.
  private static float unsigned(long v) {
    return v >= 0 ? (float) v : 2f * (float) ((v >>> 1) | (v & 1));
  }

  private static double unsignedDouble(long v) {
    return v >= 0 ? (double) v : 2d * (double) ((v >>> 1) | (v & 1));
  }

  double doubleAt(ByteBuffer in, int byteIndex) {
    return switch (this) {
      case F64 -> in.getDouble(byteIndex);
      case F32 -> in.getFloat(byteIndex);
      case F16 -> Float.float16ToFloat(in.getShort(byteIndex));
      case BF16 -> Float.intBitsToFloat(in.getShort(byteIndex) << 16);
      case U64 -> unsignedDouble(in.getLong(byteIndex));
      case I64, I32, I16, I8, U32, U16, U8, BOOL -> (double) longAt(in, byteIndex);
    };
  }

  /// A whole number; unsigned 64-bit numbers as their bits.
  long longAt(ByteBuffer in, int byteIndex) {
    return switch (this) {
      case I64, U64 -> in.getLong(byteIndex);
      case I32 -> in.getInt(byteIndex);
      case I16 -> in.getShort(byteIndex);
      case I8 -> in.get(byteIndex);
      case U32 -> Integer.toUnsignedLong(in.getInt(byteIndex));
      case U16 -> Short.toUnsignedLong(in.getShort(byteIndex));
      case U8 -> Byte.toUnsignedLong(in.get(byteIndex));
      case BOOL -> in.get(byteIndex) == 0 ? 0 : 1;
      case F64, F32, F16, BF16 -> throw new IllegalStateException(this + " is no whole number");
    };
  }
}
