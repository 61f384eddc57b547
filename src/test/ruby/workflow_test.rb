# Reads the release workflow, which only GitHub can run, against what is in this tree. Run in its root.

require "yaml"

def check(claim, holds)
  abort "workflow: not so: #{claim}" unless holds
  puts "workflow: #{claim}"
end

workflow = YAML.safe_load_file(".github/workflows/release.yml")
release = YAML.safe_load_file("jreleaser.yml")
jobs = workflow.fetch("jobs")
steps = jobs.values.flat_map { |job| job.fetch("steps") }
runs = steps.filter_map { |step| step["run"] }

scripts = runs.join("\n").scan(%r{(?<![\w/])dist/[\w.-]+}).uniq
check "the scripts #{scripts.join(", ")} are here and can be run",
      scripts.include?("dist/release") && scripts.all? { |script| File.executable?(script) }

# YAML 1.1 reads the word `on` as true.
check "a tag starts it, and nothing else", workflow.fetch(true) == { "push" => { "tags" => ["v*"] } }

writers = jobs.select { |_, job| job["permissions"]&.value?("write") }.keys
check "only attesting and publishing may write",
      workflow["permissions"] == { "contents" => "read" } && writers == %w[attest publish] &&
      jobs["publish"]["permissions"] == { "contents" => "write" } &&
      jobs["attest"]["permissions"] == { "contents" => "read", "id-token" => "write", "attestations" => "write" }
check "what is published was attested, and all archives are; SDKMAN waits for the release",
      jobs["attest"]["needs"] == "archive" && jobs["publish"]["needs"] == "attest" && jobs["sdkman"]["needs"] == "publish"

place = ->(job, part) { jobs[job]["steps"].index { |step| step.to_s.include?(part) } }
check "SDKMAN's account is looked for before anything is published",
      place["publish", "secrets.SDKMAN_PASSWORD != ''"] < place["publish", "dist/release"] &&
      place["publish", "secrets.SDKMAN_EMAIL != ''"] < place["publish", "dist/release"]
handed = ->(job, action) { jobs[job]["steps"].find { |step| step["uses"]&.start_with?(action) }.fetch("with") }
check "SDKMAN's job gets the checksums that were released",
      handed["publish", "actions/upload-artifact@"].values_at("name", "path") ==
      handed["sdkman", "actions/download-artifact@"].then { |with| [with["name"], "#{with["path"]}/checksums_sha256.txt"] }
check "what can be run again is in jobs of its own",
      place["publish", "dist/sdkman-publish"].nil? && place["sdkman", "dist/release"].nil?

secret = jobs.select { |_, job| job.to_s.include?("secrets.") }.keys
check "no secret is in an argument, or where archives are built",
      secret == %w[publish sdkman] && runs.none? { |run| run.include?("secrets.") }

built = jobs["archive"]["strategy"]["matrix"]["include"].map { |entry| entry.fetch("platform") }
published = release["distributions"]["byok"]["artifacts"].map { |artifact| artifact.fetch("platform") }
check "each archive that JReleaser publishes has a runner", built.sort == published.sort && built.uniq.size == 4

check "each action is named by a commit", steps.filter_map { |step| step["uses"] }.all? { |name| name.match?(%r{\A[\w-]+/[\w-]+@\h{40}\z}) }
