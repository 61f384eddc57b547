/** Fakes and real things that tests of several rooms share. */
@NullMarked
package dev.byok.testing;

import org.jspecify.annotations.NullMarked;
