mock_provider "google" {}

variables {
  project_id     = "demo"
  project_number = "123"
  service_account = {
    email  = "fn-api@demo.iam.gserviceaccount.com"
    member = "serviceAccount:fn-api@demo.iam.gserviceaccount.com"
    name   = "projects/demo/serviceAccounts/fn-api@demo.iam.gserviceaccount.com"
  }
  is_traced = false
  resources = {
    database             = "(default)"
    tenant_secret_prefix = "tenant-"
    buckets              = { blobs = "demo-blobs" }
  }
}

run "a_function_without_roles_gets_nothing" {
  command = plan
  variables { roles = [] }

  assert {
    condition = (
      length(google_project_iam_member.documents)
      + length(google_project_iam_member.tenant_secrets) + length(google_storage_bucket_iam_member.blobs)
      + length(google_service_account_iam_member.signs_links) + length(google_project_iam_member.traces) == 0
    )
    error_message = "The console has no access to resources."
  }
}

run "project_grants_are_narrowed_to_a_resource" {
  command = plan
  variables { roles = ["documents", "bus", "scheduler", "keys", "secrets", "blobs"] }

  assert {
    condition     = output.project_grants[0].condition == "resource.name == 'projects/demo/databases/(default)'"
    error_message = "Documents are granted for one database."
  }
  assert {
    condition     = output.project_grants[1].condition == "resource.name.startsWith('projects/123/secrets/tenant-')"
    error_message = "Only tenants' secrets can be read through the keys port."
  }
}

run "a_function_that_only_seals_reads_no_secret" {
  command = plan
  variables { roles = ["documents", "bus", "scheduler", "keys"] }

  assert {
    condition     = length(google_project_iam_member.tenant_secrets) == 0
    error_message = "Secrets of tenants are for the functions that call with them."
  }
}

run "a_traced_function_may_only_add_spans" {
  command = plan
  variables {
    roles     = []
    is_traced = true
  }

  assert {
    condition     = [for grant in google_project_iam_member.traces : grant.role] == ["roles/telemetry.tracesWriter"]
    error_message = "It writes spans and reads none."
  }
}

run "refuses_a_role_it_does_not_know" {
  command = plan
  variables { roles = ["owner"] }
  expect_failures = [var.roles]
}
