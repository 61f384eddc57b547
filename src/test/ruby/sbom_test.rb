# Reads the SBOM of a release. Arguments: the SBOM, a folder with the schemas of CycloneDX.

require "json"
require_relative "json_schema"

SBOM, SCHEMAS = ARGV

def check(claim, holds)
  abort "sbom: not so: #{claim}" unless holds
  puts "sbom: #{claim}"
end

def read(file)
  JSON.parse(File.read(file))
end

names = %w[bom-1.6.schema.json spdx.schema.json jsf-0.82.schema.json]
schema = JsonSchema.new(names.to_h { |name| [name, read(File.join(SCHEMAS, name))] })
validate = ->(sbom) { schema.errors(sbom, { "$ref" => names.first }, names.first) }

sbom = read(SBOM)
errors = validate[sbom]
warn errors.first(5)
check "it is valid CycloneDX 1.6", errors.empty? && sbom["specVersion"] == "1.6"
spoilt = read(SBOM)
spoilt["components"].last["licenses"] = [{ "license" => { "id" => "no license" } }]
check "a license that SPDX does not know would not be valid", !validate[spoilt].empty?

components = sbom.fetch("components")
licenses = components.to_h do |component|
  [component, component.fetch("licenses", []).map { |each| each["expression"] || each.dig("license", "id") }]
end
nameless = licenses.reject { |_, ids| !ids.empty? && ids.all? }.keys.map { |component| component["name"] }
warn nameless
check "each of #{components.size} components has licenses by their SPDX names", nameless.empty?

of = ->(name) { components.select { |component| component["name"] == name } }
jline = components.select { |component| component["group"] == "org.jline" }
check "JLine, java-keyring and Bouncy Castle have their licenses",
      jline.size == 4 && (jline + of["java-keyring"]).all? { |component| licenses[component] == ["BSD-3-Clause"] } &&
      of["bcprov-jdk18on"].map { |component| licenses[component] } == [["MIT"]]

refs = components.map { |component| component["bom-ref"] } + [sbom.dig("metadata", "component", "bom-ref")]
uses = sbom.fetch("dependencies").to_h { |entry| [entry["ref"], entry.fetch("dependsOn", [])] }
check "each component is named once, and every dependency is one of them",
      refs.uniq.size == refs.size && uses.size == sbom["dependencies"].size && ((uses.keys + uses.values.flatten) - refs).empty?
runtime = of["OpenJDK runtime"]
check "byok needs the Java runtime #{runtime.map { |component| component["version"] }.join(", ")}",
      !runtime.empty? && runtime.all? do |component|
        component["version"].match?(/\A25\./) && !component.dig("supplier", "name").to_s.empty? &&
          uses.fetch(sbom.dig("metadata", "component", "bom-ref")).include?(component["bom-ref"])
      end
boringssl = of["BoringSSL"]
check "Conscrypt needs BoringSSL",
      boringssl.size == 1 && uses.fetch(of["conscrypt-openjdk-uber"].first["bom-ref"]).include?(boringssl.first["bom-ref"])
check "what only macOS has is told apart",
      components.select { |component| component["properties"]&.any? { |each| each["name"] == "byok:archives" } }
                .map { |component| component["name"] }.sort == %w[jkeychain jna jna-platform]
