/** An HTTP/1.1 server for this machine alone. It knows HTTP and nothing of byok. */
@NullMarked
package dev.byok.serve.listen;

import org.jspecify.annotations.NullMarked;
