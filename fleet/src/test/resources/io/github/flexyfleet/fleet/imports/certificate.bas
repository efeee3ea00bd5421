Rem --- eWON start section: Init Section
eWON_init_section:
Rem Station in Brussels: don't change DeviceId$ = "Wrong" without asking
DeviceId$="Flexy205Self"
IotHubName$ ="eWONPROJECT"

Changepushtime% = 2 // seconds, "changes"
  FULLPUSHTIME%=20// seconds
GROUPA% = 1 : GROUPB% = 0
groupc% = 1
GROUPD% = 0

ONTIMER 1, "GOTO MqttCONNECT"
TSET 1,10
MqttCONNECT:
MQTT "Open",DeviceId$,IotHubName$ + ".azure-devices.net"
Mqtt "SetParam","Port","8883"
MQTT "setparam", "cafile","/usr/BaltimoreCyberTrustRoot.pem"
MQTT "setparam", "CertFile","/usr/"+DeviceId$+".crt"
Mqtt "SetParam","Username",IotHubName$+ ".azure-devices.net/"+DeviceId$+"/api-version=2016-11-14"
Mqtt "SetParam","Password","HostName="+IotHubName$+";DeviceID="+DeviceId$+";x509=true"
Mqtt "Connect"
json$ = '{"a":"' + STR$ GETIO "Level" + '"}'
END
