variable "project_id" {
  description = "The monitored project."
  type        = string
}

variable "domain" {
  description = "The domain of the product."
  type        = string
}

variable "api_backend" {
  description = "Name of the API's backend service."
  type        = string
}

variable "webhooks_backend" {
  description = "Name of the webhooks' backend service."
  type        = string
}

variable "turn_subscription" {
  description = "The subscription that delivers customers' messages."
  type        = string
}

variable "burst_subscription" {
  description = "The subscription that answers messages sent in a row, as on WhatsApp."
  type        = string
}

variable "subscriptions" {
  description = "Every step's subscription."
  type        = list(string)
}

variable "alert_emails" {
  description = "Recipients of alerts."
  type        = list(string)
}

variable "runbooks_url" {
  description = "URL of docs/runbooks."
  type        = string
}

variable "has_voice" {
  description = "Whether a voice runner is deployed."
  type        = bool
  default     = false
}

variable "goals" {
  description = "Objectives over 28 days, as shares of 1."
  type = object({
    api_availability      = optional(number, 0.999)
    webhooks_availability = optional(number, 0.999)
    api_latency           = optional(number, 0.95)
    api_latency_ms        = optional(number, 8000)
    turns_handled         = optional(number, 0.995)
  })
  default = {}
}

variable "thresholds" {
  description = "The thresholds of alerts."
  type = object({
    event_wait_seconds             = optional(number, 120)
    task_delay_seconds             = optional(number, 60)
    logged_errors_per_5_minutes    = optional(number, 20)
    failed_steps_per_5_minutes     = optional(number, 0)
    unanswered_turns_per_5_minutes = optional(number, 3)
    refused_webhooks_per_5_minutes = optional(number, 20)
    refused_messages_per_5_minutes = optional(number, 20)
    untaken_handoffs_per_5_minutes = optional(number, 10)
    refused_calls_per_5_minutes    = optional(number, 0)
  })
  default = {}
}
