/// How the engine's types look below a cell.
@NullMarked
package dev.gradus.magics.render;

import org.jspecify.annotations.NullMarked;
