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
  # The other shape than production's test.
  deployment_shape = "engine"

  project_id     = "demo"
  project_number = "123"
  domain         = "agents.example.com"
  alert_emails   = ["oncall@example.com"]
  runbooks_url   = "https://example.com/runbooks"
  release_object = "functions-1.zip"
  voice_image    = "asia-south1-docker.pkg.dev/demo/images/voice-runner:1"
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
    condition     = output.policy.delete_protected
    error_message = "The database is protected in this environment."
  }
}
