mock_provider "google" {
  mock_resource "google_cloudfunctions2_function" {
    defaults = {
      service_config = { uri = "https://conversation-turn-abc-el.a.run.app" }
    }
  }
}

variables {
  project_id     = "demo"
  project_number = "123"
  regions        = ["asia-south1", "europe-west1"]
  home_region    = "asia-south1"
  topic_id       = "projects/demo/topics/message-received"
  caller = {
    email  = "caller@demo.iam.gserviceaccount.com"
    member = "serviceAccount:caller@demo.iam.gserviceaccount.com"
  }
  pubsub_agent = "serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com"
  environment  = { PLATFORM = "gcp" }
  secret_ids   = {}
  release      = { bucket = "demo-releases", object = "functions-1.zip" }
  build = {
    service_account     = "projects/demo/serviceAccounts/function-build@demo.iam.gserviceaccount.com"
    docker_repositories = { asia-south1 = "a", europe-west1 = "b" }
  }
  all_traffic_on_latest_revision = true
  settings = {
    name           = "conversation-turn"
    ordering       = true
    filter         = "NOT attributes:subscription OR attributes.subscription = \"conversation-turn\""
    memoryMb       = 1024
    cpu            = 1
    concurrency    = 40
    minInstances   = 1
    maxInstances   = 100
    timeoutSeconds = 300
    secrets        = []
    retry          = { minBackoffSeconds = 1, maxBackoffSeconds = 60, maxAttempts = 10 }
  }
}

run "pushes_in_order_with_backoff_and_an_identity" {
  assert {
    condition     = google_pubsub_subscription.this.enable_message_ordering
    error_message = "Events of one key are delivered in order."
  }
  assert {
    condition     = google_pubsub_subscription.this.push_config[0].oidc_token[0].audience == "https://conversation-turn-123.asia-south1.run.app"
    error_message = "The token's audience is the function in the home region."
  }
  assert {
    condition     = google_pubsub_subscription.this.retry_policy[0].maximum_backoff == "60s" && google_pubsub_subscription.this.retry_policy[0].minimum_backoff == "1s"
    error_message = "Backoff follows the register."
  }
  assert {
    condition     = google_pubsub_subscription.this.expiration_policy[0].ttl == ""
    error_message = "A quiet subscription is never deleted."
  }
}

run "passes_over_what_is_replayed_to_another_step" {
  assert {
    condition     = google_pubsub_subscription.this.filter == var.settings.filter
    error_message = "The filter follows the register."
  }
}

run "gives_up_into_dead_letters_that_the_agent_may_write" {
  assert {
    condition     = google_pubsub_subscription.this.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.dead_letters.id
    error_message = "Each step has its own dead-letter topic."
  }
  assert {
    condition     = google_pubsub_subscription.this.dead_letter_policy[0].max_delivery_attempts == 10
    error_message = "Attempts follow the register."
  }
  assert {
    condition = (
      google_pubsub_topic_iam_member.dead_letters.member == var.pubsub_agent
      && google_pubsub_subscription_iam_member.dead_letters.member == var.pubsub_agent
    )
    error_message = "Without both roles, Pub/Sub redelivers forever and dead-letters nothing."
  }
}

run "dead_letters_without_an_endpoint_wait_to_be_pulled" {
  assert {
    condition     = length(google_pubsub_subscription.dead_letters.push_config) == 0
    error_message = "Without an endpoint, dead letters wait to be pulled."
  }
}

run "dead_letters_go_to_their_endpoint" {
  variables { dead_letter_endpoint = { url = "https://dead-letters.a.run.app", audience = "https://dead-letters-123.asia-south1.run.app" } }

  assert {
    condition     = google_pubsub_subscription.dead_letters.push_config[0].oidc_token[0].audience == "https://dead-letters-123.asia-south1.run.app"
    error_message = "Dead letters are pushed with an identity."
  }
}

run "only_pubsub_may_call_it" {
  assert {
    condition     = output.invokers == tolist([var.caller.member]) && output.ingress == "ALLOW_INTERNAL_ONLY"
    error_message = "A step is unreachable from the internet, and only its caller may invoke it."
  }
}

run "fails_over_by_changing_the_home_region" {
  variables { home_region = "europe-west1" }

  assert {
    condition     = google_pubsub_subscription.this.push_config[0].oidc_token[0].audience == "https://conversation-turn-123.europe-west1.run.app"
    error_message = "Events are pushed to the other region."
  }
}

run "refuses_fewer_attempts_than_pubsub_allows" {
  command = plan
  variables {
    settings = {
      name           = "conversation-turn", ordering = true, filter = "", memoryMb = 1024, cpu = 1, concurrency = 40, minInstances = 1, maxInstances = 100
      timeoutSeconds = 900, secrets = [], retry = { minBackoffSeconds = 1, maxBackoffSeconds = 60, maxAttempts = 3 }
    }
  }
  expect_failures = [var.settings]
}
