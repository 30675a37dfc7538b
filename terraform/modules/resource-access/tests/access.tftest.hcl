mock_provider "google" {}

variables {
  project_id = "demo"
  functions = {
    turn    = { member = "serviceAccount:turn", roles = ["documents", "bus", "scheduler", "keys"], publishes = ["turn-failed"] }
    say     = { member = "serviceAccount:say", roles = ["documents", "bus", "keys"], publishes = ["message-settled", "turn-failed"] }
    console = { member = "serviceAccount:console", roles = [], publishes = [] }
  }
  topics         = { turn-failed = "turn-failed", message-settled = "message-settled", campaign-acted = "campaign-acted" }
  queues         = { "scheduled-events/asia-south1" = { location = "asia-south1", name = "scheduled-events" } }
  caller_account = "projects/demo/serviceAccounts/caller@demo.iam.gserviceaccount.com"
  tenant_keys    = { shared = "projects/demo/locations/asia/keyRings/tenants/cryptoKeys/shared" }
}

run "lets_only_those_publish_who_do" {
  command = plan

  assert {
    condition = jsonencode({ for topic, binding in google_pubsub_topic_iam_binding.publishers : topic => sort(binding.members) }) == jsonencode({
      message-settled = ["serviceAccount:say"]
      turn-failed     = ["serviceAccount:say", "serviceAccount:turn"]
    })
    error_message = "A topic's publishers are the functions that declare it. A topic without any has no binding."
  }
}

run "lets_only_those_schedule_and_seal_who_do" {
  command = plan

  assert {
    condition     = alltrue([for binding in google_cloud_tasks_queue_iam_binding.schedulers : join(" ", binding.members) == "serviceAccount:turn"])
    error_message = "Only functions with the role scheduler create tasks."
  }
  assert {
    condition     = join(" ", google_service_account_iam_binding.act_as_caller.members) == "serviceAccount:turn"
    error_message = "Only they let Cloud Tasks act as the caller."
  }
  assert {
    condition     = join(" ", sort(google_kms_crypto_key_iam_binding.sealers["shared"].members)) == "serviceAccount:say serviceAccount:turn"
    error_message = "The console opens no tenant's data."
  }
}

run "refuses_a_topic_that_does_not_exist" {
  command = plan
  variables { topics = { turn-failed = "turn-failed" } }
  expect_failures = [var.topics]
}
