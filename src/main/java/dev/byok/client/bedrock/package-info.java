/**
 * AWS Bedrock. The AWS SDK signs its requests and decodes the frames of its streams; only this
 * package uses the SDK.
 */
@NullMarked
package dev.byok.client.bedrock;

import org.jspecify.annotations.NullMarked;
