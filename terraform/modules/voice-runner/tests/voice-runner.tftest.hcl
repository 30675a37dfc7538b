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

run "always_has_an_instance" {
  command = plan

  assert {
    condition     = google_cloud_run_v2_worker_pool.this["asia-south1"].scaling[0].manual_instance_count == 1
    error_message = "A worker must always be running to receive calls."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.this["asia-south1"].instance_splits[0].percent == 100
    error_message = "Without a revision that drains, the newest has all instances."
  }
}

run "cannot_be_deleted" {
  command = plan

  assert {
    condition     = google_cloud_run_v2_worker_pool.this["asia-south1"].deletion_protection
    error_message = "Calls would end with the pool."
  }
}

run "keeps_the_instances_of_a_revision_that_drains" {
  command = plan
  variables {
    settings = { instances = 3 }
    replaces = "voice-runner-0123abcd"
    draining = true
  }

  assert {
    condition = (
      google_cloud_run_v2_worker_pool.this["asia-south1"].scaling[0].manual_instance_count == 6
      && google_cloud_run_v2_worker_pool.this["asia-south1"].instance_splits[0].percent == 50
      && google_cloud_run_v2_worker_pool.this["asia-south1"].instance_splits[1].revision == "voice-runner-0123abcd"
    )
    error_message = "The old and the new revision each need all their instances."
  }
}

run "is_the_same_revision_after_draining" {
  command = plan
  variables {
    settings = { instances = 3 }
    replaces = "voice-runner-0123abcd"
  }

  assert {
    condition     = output.revision == run.keeps_the_instances_of_a_revision_that_drains.revision
    error_message = "Another revision would cut the new one's calls."
  }
}

run "keeps_its_revision_when_it_grows" {
  command = plan
  variables { settings = { instances = 5 } }

  assert {
    condition     = output.revision == run.always_has_an_instance.revision
    error_message = "More instances would cut the calls of those that run."
  }
}

run "refuses_to_drain_what_it_does_not_name" {
  command = plan
  variables { draining = true }
  expect_failures = [var.draining]
}

run "names_each_revision_after_what_it_runs" {
  command = plan
  variables { image = "asia-south1-docker.pkg.dev/demo/images/voice-runner:def" }

  assert {
    condition     = output.revision != run.always_has_an_instance.revision
    error_message = "Another image is another revision."
  }
}

run "refuses_to_run_without_a_waiting_instance" {
  command = plan
  variables { settings = { instances = 0 } }
  expect_failures = [var.settings]
}

run "refuses_more_calls_than_its_cpus_can_speak" {
  command = plan
  variables { settings = { cpu = 2, calls = 9 } }
  expect_failures = [var.settings]
}

run "keeps_the_socket_open_as_long_as_cloud_run_allows" {
  command = plan
  variables {
    socket_secrets = ["JWT_SECRET"]
    secret_ids     = { LIVEKIT_API_SECRET = "LIVEKIT_API_SECRET", JWT_SECRET = "JWT_SECRET" }
  }

  assert {
    condition = (
      google_cloud_run_v2_service.socket["asia-south1"].template[0].timeout == "3600s"
      && google_cloud_run_v2_service.socket["asia-south1"].template[0].session_affinity
      && !google_cloud_run_v2_service.socket["asia-south1"].template[0].containers[0].resources[0].cpu_idle
    )
    error_message = "A call would end after five minutes, or stammer."
  }

  assert {
    condition     = google_cloud_run_v2_service.socket["asia-south1"].ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    error_message = "Nobody may go around the load balancer."
  }

  assert {
    condition     = google_secret_manager_secret_iam_member.this["JWT_SECRET"].secret_id == "JWT_SECRET"
    error_message = "The socket must read what verifies its callers."
  }
}

run "refuses_a_socket_without_a_waiting_instance" {
  command = plan
  variables { socket = { min_instances = 0 } }
  expect_failures = [var.socket]
}
