mock_provider "google" {}

variables {
  project_id = "demo"
  regions    = ["asia-south1"]
  key_ring   = "projects/demo/locations/asia-south1/keyRings/tenants"
  tenant_id  = "client_123"
}

run "has_its_own_key_and_quota" {
  command = plan
  variables { settings = { requests_per_minute = 5000, max_dispatches_per_second = 200, key_protection_level = "HSM" } }

  assert {
    condition     = google_kms_crypto_key.this.name == "tenant-client_123" && google_kms_crypto_key.this.version_template[0].protection_level == "HSM"
    error_message = "The key belongs to the tenant and has the requested protection level."
  }
  assert {
    condition     = google_cloud_tasks_queue.this["asia-south1"].rate_limits[0].max_dispatches_per_second == 200 && output.requests_per_minute == 5000
    error_message = "The quota is the tenant's own."
  }
}

run "names_the_queue_as_cloud_tasks_allows" {
  command = plan

  assert {
    condition     = can(regex("^[A-Za-z0-9-]{1,100}$", google_cloud_tasks_queue.this["asia-south1"].name))
    error_message = "A queue's name has letters, digits and hyphens only."
  }
}

run "refuses_an_id_that_names_no_key" {
  command = plan
  variables { tenant_id = "Client 123" }
  expect_failures = [var.tenant_id]
}
