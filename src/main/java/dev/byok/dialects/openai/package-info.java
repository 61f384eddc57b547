/** OpenAI's chat completions and the ways in which its many speakers differ. */
@NullMarked
package dev.byok.dialects.openai;

import org.jspecify.annotations.NullMarked;
