# Validates JSON by a schema of draft 7, as far as that of CycloneDX uses it. A word of a schema that is
# not here is an error, lest a rule be passed over.
class JsonSchema
  PASSED_OVER = %w[
    $schema $id $comment title description definitions examples default format deprecated meta:enum
    additionalItems contentEncoding contentMediaType
  ].freeze
  TYPES = {
    "object" => [Hash], "array" => [Array], "string" => [String], "boolean" => [TrueClass, FalseClass],
    "integer" => [Integer], "number" => [Integer, Float], "null" => [NilClass],
  }.freeze

  # Schemas by the name that others refer to them by.
  def initialize(schemas)
    @schemas = schemas
  end

  # What is wrong with the value, one line each.
  def errors(value, schema, file, path = "$")
    return schema ? [] : ["#{path} must not be there"] if [true, false].include?(schema)
    # Beside a reference other words do not count.
    return refer(value, schema["$ref"], file, path) if schema.key?("$ref")

    schema.flat_map { |word, rule| apply(word, rule, value, schema, file, path) }
  end

  private

  def refer(value, reference, file, path)
    name, pointer = reference.split("#", 2)
    name = file if name.empty?
    keys = pointer.to_s.split("/").drop(1)
    errors(value, keys.reduce(@schemas.fetch(name)) { |found, key| found.fetch(key) }, name, path)
  end

  def apply(word, rule, value, schema, file, path)
    fails = ->(bad) { bad ? ["#{path} breaks #{word} #{rule.inspect[0, 80]}"] : [] }
    fits = ->(part) { errors(value, part, file, path).empty? }
    case word
    when *PASSED_OVER, "then", "else" then []
    when "type" then fails[Array(rule).none? { |type| TYPES.fetch(type).any? { |kind| value.is_a?(kind) } }]
    when "enum" then fails[!rule.include?(value)]
    when "const" then fails[value != rule]
    when "pattern" then fails[value.is_a?(String) && !value.match?(Regexp.new(rule))]
    when "minLength" then fails[value.is_a?(String) && value.length < rule]
    when "maxLength" then fails[value.is_a?(String) && value.length > rule]
    when "minimum" then fails[value.is_a?(Numeric) && value < rule]
    when "maximum" then fails[value.is_a?(Numeric) && value > rule]
    when "exclusiveMinimum" then fails[value.is_a?(Numeric) && value <= rule]
    when "minItems" then fails[value.is_a?(Array) && value.size < rule]
    when "maxItems" then fails[value.is_a?(Array) && value.size > rule]
    when "uniqueItems" then fails[rule && value.is_a?(Array) && value.uniq.size < value.size]
    when "required" then fails[value.is_a?(Hash) && !(rule - value.keys).empty?]
    when "oneOf" then fails[rule.count(&fits) != 1]
    when "anyOf" then fails[rule.none?(&fits)]
    when "not" then fails[fits[rule]]
    when "allOf" then rule.flat_map { |part| errors(value, part, file, path) }
    when "if" then errors(value, schema.fetch(fits[rule] ? "then" : "else", true), file, path)
    when "items" then items(value, rule, schema, file, path)
    when "properties" then members(value, rule, file, path)
    when "additionalProperties" then others(value, rule, schema, file, path)
    when "dependencies" then fails[value.is_a?(Hash) && rule.any? { |key, needed| value.key?(key) && !(needed - value.keys).empty? }]
    else raise "the schema has a word that is not known here: #{word}"
    end
  end

  def items(value, rule, schema, file, path)
    return [] unless value.is_a?(Array)

    rest = rule.is_a?(Array) ? schema.fetch("additionalItems", true) : rule
    first = rule.is_a?(Array) ? rule : []
    value.each_with_index.flat_map { |item, i| errors(item, first.fetch(i, rest), file, "#{path}[#{i}]") }
  end

  def members(value, rule, file, path)
    return [] unless value.is_a?(Hash)

    rule.flat_map { |key, part| value.key?(key) ? errors(value[key], part, file, "#{path}.#{key}") : [] }
  end

  def others(value, rule, schema, file, path)
    return [] unless value.is_a?(Hash)

    raise "patternProperties are not known here" if schema.key?("patternProperties")

    (value.keys - schema.fetch("properties", {}).keys).flat_map { |key| errors(value[key], rule, file, "#{path}.#{key}") }
  end
end
