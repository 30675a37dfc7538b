# Until November 2026 each function had its own grants on shared resources. ../resource-access binds them now. A grant that
# Terraform destroyed after its binding was made would take the member out of the binding, so Terraform only forgets
# these. Remove this file when every environment has been applied once.

removed {
  from = google_pubsub_topic_iam_member.bus

  lifecycle { destroy = false }
}

removed {
  from = google_cloud_tasks_queue_iam_member.scheduler

  lifecycle { destroy = false }
}

removed {
  from = google_service_account_iam_member.scheduler_acts_as_caller

  lifecycle { destroy = false }
}

removed {
  from = google_kms_crypto_key_iam_member.keys

  lifecycle { destroy = false }
}
