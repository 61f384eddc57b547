/** Where byok listens: on a port of loopback, or at a Unix socket in a folder of the user's own. */
@NullMarked
package dev.byok.serve.listen.bind;

import org.jspecify.annotations.NullMarked;
