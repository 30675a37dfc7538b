# Invariants of every deployment. tests/terraform also checks each resource of the plan.

mock_provider "google" {
  override_during = plan

  mock_resource "google_service_account" {
    defaults = {
      email  = "account@demo.iam.gserviceaccount.com"
      member = "serviceAccount:account@demo.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_pubsub_topic" {
    defaults = { id = "projects/demo/topics/mocked" }
  }
  mock_resource "google_kms_crypto_key" {
    defaults = { id = "projects/demo/locations/asia/keyRings/tenants/cryptoKeys/mocked" }
  }
  mock_resource "google_compute_global_address" {
    defaults = { address = "203.0.113.7" }
  }
}

mock_provider "google-beta" {
  override_during = plan

  mock_resource "google_project_service_identity" {
    defaults = { member = "serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com" }
  }
}

variables {
  project_id     = "demo"
  project_number = "123"
  domain         = "agents.example.com"
  alert_emails   = ["oncall@example.com"]
  runbooks_url   = "https://example.com/runbooks"
  release_object = "functions-1.zip"
  voice_image    = "asia-south1-docker.pkg.dev/demo/images/voice-runner:1"
  livekit        = { url = "wss://example.livekit.cloud", sip_host = "example.sip.livekit.cloud" }
}

# One plan serves all assertions, because a plan takes seconds.
run "what_must_hold" {
  command = plan

  assert {
    condition = alltrue([
      for name, function in output.policy.functions :
      contains(function.invokers, "allUsers") == contains(["api", "webhooks", "widget", "proposals", "status", "console"], name)
    ])
    error_message = "Only api, webhooks, widget, proposals, status and console are public."
  }
  assert {
    condition = alltrue([
      for name, function in output.policy.functions :
      function.ingress == (contains(function.invokers, "allUsers") ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY")
    ])
    error_message = "Public functions are reachable only through the balancer, the others only internally."
  }
  assert {
    condition = length(output.policy.subscriptions) >= 4 && alltrue([
      for name, subscription in output.policy.subscriptions :
      subscription.dead_letter_topic != "" && subscription.max_attempts >= 5 && subscription.authenticated
    ])
    error_message = "Each step's subscription has a dead-letter policy and pushes with an identity."
  }
  assert {
    condition = alltrue(flatten([
      for name, grants in output.policy.project_grants : [
        for grant in grants :
        !contains(["roles/owner", "roles/editor", "roles/viewer"], grant.role) && strcontains(grant.condition, "resource.name")
      ]
    ]))
    error_message = "No primitive role, and no unconditional role on the project."
  }
  assert {
    condition = (
      join(" ", output.policy.publishers["campaign-acted"]) == "api"
      && join(" ", output.policy.publishers["message-received"]) == "api automation-check automation-look-at-replay sweep webhooks"
      && join(" ", output.policy.publishers["burst-ended"]) == "api scheduled-event"
    )
    error_message = "A topic's publishers are the functions that publish to it."
  }
  assert {
    condition     = output.policy.delete_protected
    error_message = "The database is protected in this environment."
  }
  assert {
    condition = (
      output.policy.livekit.LIVEKIT_URL == "wss://example.livekit.cloud"
      && output.policy.livekit.LIVEKIT_SIP_HOST == "example.sip.livekit.cloud"
      && length(output.livekit_addresses) == 0
    )
    error_message = "The product calls LiveKit where it was told, and LiveKit Cloud needs no machines here."
  }
}

# One service per engine, because its plan takes half as long.
run "tells_functions_of_isolated_tenants_and_of_its_own_livekit" {
  command = plan
  variables {
    deployment_shape = "engine"
    isolated_tenants = { client_123 = { requests_per_minute = 5000 } }
    livekit          = { hosting = "self_hosted", domain = "calls.example.com", carriers = ["54.172.60.0/30"] }
  }

  assert {
    condition = (
      join(" ", keys(jsondecode(output.policy.isolated_tenants).client_123)) == "kmsKey queue requestsPerMinute"
      && jsondecode(output.policy.isolated_tenants).client_123.requestsPerMinute == 5000
    )
    error_message = "shared/environment.ts reads kmsKey, queue and requestsPerMinute."
  }
  assert {
    condition     = output.policy.livekit.LIVEKIT_URL == "wss://calls.example.com" && output.policy.livekit.LIVEKIT_SIP_HOST == "sip.calls.example.com"
    error_message = "The product calls the machines that Terraform made."
  }
  assert {
    condition     = join(" ", sort(keys(output.livekit_addresses))) == "calls.example.com sip.calls.example.com turn.calls.example.com"
    error_message = "The operator points three records."
  }
}

run "refuses_to_be_served_without_a_domain_and_alerts_that_nobody_gets" {
  command = plan
  variables {
    deployment_shape = "engine"
    regions          = ["asia-south1"]
    domain           = ""
    alert_emails     = []
  }
  expect_failures = [var.domain, var.alert_emails]
}
