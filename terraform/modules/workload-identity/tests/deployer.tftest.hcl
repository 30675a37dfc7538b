mock_provider "google" {}

variables {
  project_id        = "demo"
  github_repository = "example/agents"
  environment       = "prod"
}

run "has_no_primitive_role" {
  command = plan

  assert {
    condition     = length(setintersection(keys(google_project_iam_member.deployer), ["roles/owner", "roles/editor", "roles/viewer"])) == 0
    error_message = "Primitive roles grant access to everything, now and later."
  }
}

run "cannot_make_an_owner" {
  command = plan

  assert {
    condition = (
      strcontains(google_project_iam_member.deployer_grants.condition[0].expression, "hasOnly")
      && !strcontains(google_project_iam_member.deployer_grants.condition[0].expression, "owner")
    )
    error_message = "The deployer may grant only the roles that functions need."
  }
}

run "takes_tokens_of_one_repository_only" {
  command = plan

  assert {
    condition     = strcontains(google_iam_workload_identity_pool_provider.github[0].attribute_condition, "assertion.repository == 'example/agents'")
    error_message = "Without the condition, any repository on GitHub could deploy."
  }
}

run "takes_tokens_of_approved_jobs_only" {
  command = plan

  assert {
    condition     = strcontains(google_iam_workload_identity_pool_provider.github[0].attribute_condition, "assertion.environment == 'prod'")
    error_message = "GitHub issues this claim only after the environment's reviewers approved."
  }
}

run "without_github_there_is_no_pool" {
  command = plan
  variables { github_repository = "" }

  assert {
    condition     = length(google_iam_workload_identity_pool.github) == 0 && output.github_provider == null
    error_message = "No federation unless configured."
  }
}

run "manages_machines_only_where_livekit_is_hosted" {
  command = plan
  variables { own_livekit = true }

  assert {
    condition = (
      length(setsubtract(["roles/compute.instanceAdmin.v1", "roles/compute.networkAdmin", "roles/redis.admin"], keys(google_project_iam_member.deployer))) == 0
      && !contains(keys(google_project_iam_member.deployer), "roles/vpcaccess.admin")
    )
    error_message = "The deployer makes the machines, their network and Redis."
  }
}

run "manages_no_machines_otherwise" {
  command = plan

  assert {
    condition     = length(setintersection(["roles/compute.instanceAdmin.v1", "roles/redis.admin"], keys(google_project_iam_member.deployer))) == 0
    error_message = "Without machines it needs no such role."
  }
}
