"""Rights on records that come and go by our services."""

from collections.abc import Collection

from wagtail.permission_policies import ModelPermissionPolicy


class LimitedPolicy(ModelPermissionPolicy):
    """A model's own permissions, but for the actions that nobody does by hand, whatever their rights."""

    def __init__(self, model, *, never: Collection[str] = ("add", "delete")):
        super().__init__(model)
        self.never = set(never)

    def user_has_permission(self, user, action):
        return action not in self.never and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.never)
