/** Fakes and real services that the tests of several rooms share. */
@NullMarked
package dev.byok.testing;

import org.jspecify.annotations.NullMarked;
