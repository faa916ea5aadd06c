/// Tests of the chapters.
@NullMarked
package dev.gradus.notebooks;

import org.jspecify.annotations.NullMarked;
