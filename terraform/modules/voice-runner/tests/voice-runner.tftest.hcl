mock_provider "google" {}

variables {
  project_id        = "demo"
  project_number    = "123"
  regions           = ["asia-south1"]
  image             = "asia-south1-docker.pkg.dev/demo/images/voice-runner:abc"
  environment       = { PLATFORM = "gcp" }
  secrets           = ["LIVEKIT_API_SECRET"]
  secret_ids        = { LIVEKIT_API_SECRET = "LIVEKIT_API_SECRET" }
  delete_protection = true
}

run "waits_with_its_cpu_on" {
  command = plan

  assert {
    condition = (
      google_cloud_run_v2_service.this["asia-south1"].template[0].scaling[0].min_instance_count >= 1
      && !google_cloud_run_v2_service.this["asia-south1"].template[0].containers[0].resources[0].cpu_idle
    )
    error_message = "A worker must always be running to receive calls."
  }
}

run "cannot_be_reached_or_deleted" {
  command = plan

  assert {
    condition     = google_cloud_run_v2_service.this["asia-south1"].ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY" && google_cloud_run_v2_service.this["asia-south1"].deletion_protection
    error_message = "The worker only makes outgoing connections."
  }
}

run "refuses_to_run_without_a_waiting_instance" {
  command = plan
  variables { settings = { min_instances = 0 } }
  expect_failures = [var.settings]
}
