# The permissions on resources that functions share: topics, queues, keys, and the account that Cloud Tasks acts as. Each
# role of a resource is one binding, which lists all its members and removes any other. So a new topic, queue or isolated
# tenant adds a few bindings, and not one for each function.

locals {
  members = {
    for role in ["scheduler", "keys"] : role => sort([for name, f in var.functions : f.member if contains(f.roles, role)])
  }
  publishers = { for topic, id in var.topics : topic => sort([for name, f in var.functions : f.member if contains(f.publishes, topic)]) }
}

resource "google_pubsub_topic_iam_binding" "publishers" {
  for_each = { for topic, id in var.topics : topic => id if length(local.publishers[topic]) > 0 }

  project = var.project_id
  topic   = each.value
  role    = "roles/pubsub.publisher"
  members = local.publishers[each.key]
}

# Functions create and delete tasks, and let Cloud Tasks act as the account that delivers them.

resource "google_cloud_tasks_queue_iam_binding" "schedulers" {
  for_each = {
    for pair in setproduct(keys(var.queues), ["enqueuer", "taskDeleter"]) :
    "${pair[0]}/${pair[1]}" => { queue = var.queues[pair[0]], role = "roles/cloudtasks.${pair[1]}" }
  }

  project  = var.project_id
  location = each.value.queue.location
  name     = each.value.queue.name
  role     = each.value.role
  members  = local.members.scheduler
}

resource "google_service_account_iam_binding" "act_as_caller" {
  service_account_id = var.caller_account
  role               = "roles/iam.serviceAccountUser"
  members            = local.members.scheduler
}

resource "google_kms_crypto_key_iam_binding" "sealers" {
  for_each = var.tenant_keys

  crypto_key_id = each.value
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  members       = local.members.keys
}
