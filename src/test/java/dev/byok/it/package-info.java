/** Tests of the finished image, which start its launcher as a separate process. */
@NullMarked
package dev.byok.it;

import org.jspecify.annotations.NullMarked;
