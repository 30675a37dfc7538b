variable "project_id" {
  description = "The project that contains everything."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "regions" {
  description = "The regions of the function."
  type        = list(string)
}

variable "home_region" {
  description = "The region that events are pushed to."
  type        = string

  validation {
    condition     = contains(var.regions, var.home_region)
    error_message = "home_region must be one of regions."
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
    callsTenants   = optional(bool, false)
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
    error_message = "minBackoffSeconds must not exceed maxBackoffSeconds, which is at most 600."
  }

  validation {
    condition     = var.settings.timeoutSeconds <= 600
    error_message = "Pub/Sub waits at most 600 s for a push, so a step must not run longer."
  }
}

variable "host" {
  description = "The service of the step's engine, in the home region; null gives the step a function of its own."
  type = object({
    url      = string
    audience = string
  })
  default = null
}

variable "topic_id" {
  description = "Full id of the step's topic."
  type        = string
}

variable "caller" {
  description = "The service account of Pub/Sub's calls; only it may call the function."
  type = object({
    email  = string
    member = string
  })
}

variable "dead_letter_endpoint" {
  description = "The function that receives the pushes of dead letters and records them with the steps' own; null leaves them to be pulled."
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
  description = "The archive of npm run build, in Cloud Storage."
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
  description = "False leaves traffic on the revision that the pipeline pinned, until its canary moves it (see terraform/README.md)."
  type        = bool
}

variable "labels" {
  description = "Labels of all resources of this module."
  type        = map(string)
  default     = {}
}

variable "egress_connectors" {
  description = "The connector with fixed addresses in each region, for functions that call tenants' servers; empty for none."
  type        = map(string)
  default     = {}
}

variable "kms_key" {
  description = "Full id of the key that encrypts dead letters at rest; null for Google's own. Pub/Sub uses it for new messages."
  type        = string
  default     = null
}
