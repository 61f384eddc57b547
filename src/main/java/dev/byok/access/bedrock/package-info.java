/** Whether AWS takes a key, and which models it may use. */
@NullMarked
package dev.byok.access.bedrock;

import org.jspecify.annotations.NullMarked;
