# Planned and not applied: what is protected from destruction could not be removed after the test.
mock_provider "google" {
  override_during = plan
}
override_resource {
  target          = google_kms_key_ring.this["asia-south1"]
  values          = { id = "ring-asia-south1" }
  override_during = plan
}
override_resource {
  target          = google_kms_key_ring.this["global"]
  values          = { id = "ring-global" }
  override_during = plan
}
override_resource {
  target          = google_kms_key_ring.this["asia"]
  values          = { id = "ring-asia" }
  override_during = plan
}

mock_provider "google-beta" {
  override_during = plan

  mock_resource "google_project_service_identity" {
    defaults = { member = "serviceAccount:service-123@mocked.iam.gserviceaccount.com" }
  }
}

variables {
  project_id       = "demo"
  project_number   = "123"
  pubsub_agent     = "serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com"
  protection_level = "HSM"
  keys = {
    firestore           = { location = "asia-south1", agent = "firestore" }
    pubsub              = { location = "global", agent = "pubsub" }
    blobs               = { location = "asia", agent = "storage" }
    secrets-asia-south1 = { location = "asia-south1", agent = "secretmanager" }
  }
}

run "has_a_key_for_each_store_in_its_location" {
  command = plan

  assert {
    condition     = alltrue([for name, key in google_kms_crypto_key.this : key.key_ring == "ring-${var.keys[name].location}"])
    error_message = "A store accepts only a key in its own location."
  }
  assert {
    condition     = length(google_kms_key_ring.this) == 3 && alltrue([for key in google_kms_crypto_key.this : key.version_template[0].protection_level == "HSM"])
    error_message = "One ring for each location, and the requested protection."
  }
}

run "lets_only_the_stores_agent_use_its_key" {
  command = plan

  assert {
    condition = (
      one(google_kms_crypto_key_iam_binding.agent["blobs"].members) == "serviceAccount:service-123@gs-project-accounts.iam.gserviceaccount.com"
      && one(google_kms_crypto_key_iam_binding.agent["pubsub"].members) == var.pubsub_agent
      && one(google_kms_crypto_key_iam_binding.agent["firestore"].members) == google_project_service_identity.this["firestore"].member
    )
    error_message = "Each key has one user: Google's agent of its store."
  }
}

run "refuses_a_service_without_an_agent" {
  command = plan
  variables { keys = { tasks = { location = "asia-south1", agent = "cloudtasks" } } }
  expect_failures = [var.keys]
}
