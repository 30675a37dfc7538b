mock_provider "google" {}

variables {
  project_id     = "demo"
  project_number = "123"
  regions        = ["asia-south1", "europe-west1"]
  warm_regions   = ["asia-south1"]
  ingress        = "ALLOW_INTERNAL_ONLY"
  secret_ids     = { JWT_SECRET = "JWT_SECRET", GEMINI_API_KEY = "GEMINI_API_KEY" }
  environment    = { PLATFORM = "gcp" }
  release        = { bucket = "demo-releases", object = "functions-1.zip" }
  build = {
    service_account     = "projects/demo/serviceAccounts/function-build@demo.iam.gserviceaccount.com"
    docker_repositories = { asia-south1 = "a", europe-west1 = "b" }
  }
  all_traffic_on_latest_revision = false
  settings = {
    name           = "conversation-remember-preferences"
    memoryMb       = 512
    cpu            = 1
    concurrency    = 40
    minInstances   = 2
    maxInstances   = 10
    timeoutSeconds = 60
    secrets        = ["JWT_SECRET"]
  }
}

run "runs_in_every_region_and_is_warm_where_asked" {
  command = plan

  assert {
    condition     = google_cloudfunctions2_function.this["asia-south1"].service_config[0].min_instance_count == 2
    error_message = "The warm region keeps its minimum instances."
  }
  assert {
    condition     = google_cloudfunctions2_function.this["europe-west1"].service_config[0].min_instance_count == 0
    error_message = "Other regions scale to zero."
  }
  assert {
    condition     = alltrue([for function in google_cloudfunctions2_function.this : function.build_config[0].runtime == "nodejs24"])
    error_message = "Node 24 is a runtime that is still supported for deployment."
  }
}

run "cuts_long_account_ids_to_what_google_allows" {
  command = plan

  assert {
    condition     = can(regex("^fn-[a-z0-9-]{3,27}$", google_service_account.this.account_id))
    error_message = "An account id must have 6 to 30 characters."
  }
}

run "reads_only_the_secrets_it_names" {
  command = plan

  assert {
    condition     = keys(google_secret_manager_secret_iam_member.this) == ["JWT_SECRET"]
    error_message = "Exactly one accessor role for each named secret."
  }
}

run "refuses_ingress_that_passes_cloud_armor_by" {
  command = plan
  variables { ingress = "ALLOW_ALL" }
  expect_failures = [var.ingress]
}

run "refuses_concurrency_on_a_part_of_a_cpu" {
  command = plan
  variables {
    settings = {
      name = "turn", memoryMb = 512, cpu = 0.5, concurrency = 40, minInstances = 0, maxInstances = 1, timeoutSeconds = 60, secrets = []
    }
  }
  expect_failures = [google_cloudfunctions2_function.this]
}
