/// Figures as objects: what they show as picture, as text and as a table, and the theme they share.
@NullMarked
package dev.gradus.magics.figure;

import org.jspecify.annotations.NullMarked;
