variable "project_id" {
  description = "The project of the budget."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "billing_account" {
  description = "The billing account's id, as 012345-ABCDEF-678901."
  type        = string
}

variable "amount" {
  description = "The monthly budget, in whole units of the billing account's currency."
  type = object({
    currency = string
    units    = number
  })
}

variable "notification_channels" {
  description = "Ids of the notification channels; at most five."
  type        = list(string)

  validation {
    condition     = length(var.notification_channels) <= 5
    error_message = "A budget notifies at most five channels."
  }
}
