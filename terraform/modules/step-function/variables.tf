variable "project_id" {
  description = "The project everything is in."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "regions" {
  description = "The function runs in each."
  type        = list(string)
}

variable "home_region" {
  description = "The region events are pushed to."
  type        = string

  validation {
    condition     = contains(var.regions, var.home_region)
    error_message = "home_region has to be one of regions."
  }
}

variable "settings" {
  description = "A step's entry of terraform/functions.json."
  type = object({
    name           = string
    entryPoint     = optional(string)
    ordering       = bool
    filter         = string
    memoryMb       = number
    cpu            = number
    concurrency    = number
    minInstances   = number
    maxInstances   = number
    timeoutSeconds = number
    secrets        = list(string)
    retry = object({
      minBackoffSeconds = number
      maxBackoffSeconds = number
      maxAttempts       = number
    })
  })

  validation {
    condition     = var.settings.retry.maxAttempts >= 5 && var.settings.retry.maxAttempts <= 100
    error_message = "Pub/Sub allows 5 to 100 delivery attempts."
  }

  validation {
    condition     = var.settings.retry.minBackoffSeconds <= var.settings.retry.maxBackoffSeconds && var.settings.retry.maxBackoffSeconds <= 600
    error_message = "Backoff goes from minBackoffSeconds up to maxBackoffSeconds, at most 600."
  }

  validation {
    condition     = var.settings.timeoutSeconds <= 600
    error_message = "Pub/Sub waits at most 600 s for a push, so a step may not run longer."
  }
}

variable "topic_id" {
  description = "Full id of the topic whose events the step handles."
  type        = string
}

variable "caller" {
  description = "The account Pub/Sub calls as; only it may call the function."
  type = object({
    email  = string
    member = string
  })
}

variable "dead_letter_door" {
  description = "The function dead letters are pushed to, which lists them with those steps gave up on; null leaves them to be pulled."
  type = object({
    url      = string
    audience = string
  })
  default = null
}

variable "pubsub_agent" {
  description = "Member string of the Pub/Sub service agent."
  type        = string
}

variable "environment" {
  description = "Environment variables of the function. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "secret_ids" {
  description = "Id of every platform secret, by name."
  type        = map(string)
}

variable "release" {
  description = "The archive that npm run build made, in Cloud Storage."
  type = object({
    bucket = string
    object = string
  })
}

variable "build" {
  description = "Output `build` of the artifacts module."
  type = object({
    service_account     = string
    docker_repositories = map(string)
  })
}

variable "all_traffic_on_latest_revision" {
  description = "False leaves traffic on the revision the pipeline pinned, for its canary to move (see terraform/README.md)."
  type        = bool
}

variable "labels" {
  description = "Labels of everything made here."
  type        = map(string)
  default     = {}
}
