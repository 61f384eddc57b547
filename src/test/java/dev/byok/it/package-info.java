/** Tests of the finished image, through its launcher, as processes of their own. */
@NullMarked
package dev.byok.it;

import org.jspecify.annotations.NullMarked;
